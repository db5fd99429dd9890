/**
 * Botkit behind one function: its dialog set runs our flows, its dialog stack is what is remembered of them. The only home of botkit and
 * botbuilder.
 *
 * Botkit 4.15 runs handlers inside `new Promise(async …)`: what they throw is never seen by the caller and would end the process
 * (howdyai/botkit #1884). So the dialog set is driven without its handlers, and a turn simply rejects.
 */

import { type Activity, BotAdapter, TurnContext } from 'botbuilder-core'
import { Dialog, DialogContext, type DialogInstance, type DialogTurnResult, DialogTurnStatus } from 'botbuilder-dialogs'
import { Botkit } from 'botkit'
import type { AnyStep, Asked, Flow } from './flow.js'
import type { Words } from './messages.js'
import { type Active, type Decided, type Route, type Rule, route } from './route.js'
import { itemsOf } from './session.js'
import { type TurnState, turnOf } from './turn.js'

export interface Bot {
  /** Runs one turn: the flows add to `state`, the dialog stack is left in `state.session.bot`. Rejects when a flow fails. */
  turn(state: TurnState): Promise<void>
}

export interface BotParts {
  readonly flows: ReadonlyMap<string, Flow>
  /** Where messages go, most pressing first. */
  readonly rules: readonly Rule[]
  readonly words: Words
}

type FlowState = { step: string; data: object }
const STATE = Symbol('turn state')
const DECIDED = Symbol('where the message goes')
/** What is left to be done once questions that are over were dropped. */
type Settled = Decided & { readonly route: Exclude<Route, { kind: 'drop' }> }
/** Of these the choices stay beside the question that is asked again. */
const NOT_UNDERSTOOD: ReadonlySet<string> = new Set(['rejected', 'refused:lost'])
/** After so long nobody remembers what was asked. */
const LATE_MS = 30 * 60 * 1000
/** Where botbuilder looks in a turn for its memory scopes; where they are not, it makes all of them anew. */
const SCOPES = 'DialogStateManagerConfiguration'
/** Botkit takes its own copy of the botbuilder types for ours. */
const foreign = <T>(value: unknown): T => value as T

export function createBot(parts: BotParts): Bot {
  const adapter = new SilentAdapter()
  const { dialogSet } = new Botkit(foreign({ adapter, disable_webserver: true, disable_console: true }))
  const dialogs = foreign<DialogContext['dialogs']>(dialogSet)
  for (const flow of parts.flows.values()) dialogs.add(new FlowDialog(flow, parts))
  const { configuration: scopes } = new DialogContext(dialogs, new TurnContext(adapter, { type: 'message' }), {
    dialogStack: [],
  }).state
  return {
    async turn(state) {
      const context = new TurnContext(adapter, { type: 'message' })
      context.turnState.set(STATE, state)
      context.turnState.set(SCOPES, scopes)
      const { dialogState = { dialogStack: [] } } = state.session.bot as {
        dialogState?: { dialogStack: DialogInstance[] }
      }
      const running = new DialogContext(dialogs, context, dialogState)
      await follow(running, await decide(running, parts), parts)
      state.session.bot = { dialogState: { dialogStack: running.stack } }
    },
  }
}

function stateOf(dialogs: DialogContext): TurnState {
  return dialogs.context.turnState.get(STATE) as TurnState
}

/** The step that waits for an answer. A flow or step that a deploy removed leaves nothing to answer. */
function activeIn(dialogs: DialogContext, flows: ReadonlyMap<string, Flow>): Active | undefined {
  const running = dialogs.activeDialog as DialogInstance<FlowState> | undefined
  const flow = running && flows.get(running.id)
  const step = flow?.steps[running?.state.step ?? '']
  if (flow && step) return { flow, step, data: running.state.data }
  dialogs.stack.length = 0
  return undefined
}

/** Asks the rules, from that place in their table on, and notes which one decided. */
async function decide(dialogs: DialogContext, { flows, rules, words }: BotParts, from = 0): Promise<Settled> {
  const state = stateOf(dialogs)
  const active = activeIn(dialogs, flows)
  const situation = {
    turn: turnOf(state, { flow: active?.flow.name ?? 'common', data: active?.data, act: active?.step.act }, words),
    incoming: state.incoming,
    active,
    items: itemsOf(state.session),
    hasFlow: (name: string) => flows.has(name),
    isLate: state.now.getTime() - (state.session.heardAt ?? 0) > LATE_MS,
    misses: state.session.misses,
    hasRest: state.session.rest.length > 0,
  }
  const decided = await route(rules, situation, from)
  state.rule = rules[decided.at]!.name
  if (decided.route.kind !== 'drop') return { ...decided, route: decided.route }
  dialogs.stack.length = 0
  return decide(dialogs, { flows, rules, words }, decided.at + 1)
}

async function follow(dialogs: DialogContext, decided: Settled, { flows }: BotParts): Promise<DialogTurnResult> {
  const { route } = decided
  switch (route.kind) {
    case 'take':
    case 'again':
      dialogs.context.turnState.set(DECIDED, decided)
      return dialogs.continueDialog()
    case 'begin':
      clearFor(route.flow, dialogs, flows)
      return dialogs.beginDialog(route.flow, route.data)
    case 'more':
      showRest(stateOf(dialogs))
      return { status: DialogTurnStatus.waiting }
  }
}

function showRest(state: TurnState): void {
  state.replies.push(...state.session.rest)
  state.choices.push(...state.session.restChoices)
  state.shown.push(...state.session.shown)
  state.trace = { flow: 'more', step: 'rest', outcome: 'done' }
}

/** An aside goes over the running question and takes the place of an aside before it; any other flow takes the place of all. */
function clearFor(next: string, { stack }: DialogContext, flows: BotParts['flows']): void {
  if (!flows.get(next)?.aside) stack.length = 0
  while (flows.get(stack.at(-1)?.id ?? '')?.aside) stack.pop()
}

/** Runs one flow on Botkit's dialog stack, which keeps `{ step, data }` between turns. */
class FlowDialog extends Dialog<object> {
  constructor(
    private readonly flow: Flow,
    private readonly parts: BotParts,
  ) {
    super(flow.name)
  }

  override async beginDialog(dialogs: DialogContext, data: object = {}): Promise<DialogTurnResult> {
    dialogs.activeDialog!.state = { step: this.flow.start, data: { ...data } } satisfies FlowState
    return this.proceed(dialogs, await this.ask(dialogs))
  }

  override async continueDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const decided = dialogs.context.turnState.get(DECIDED) as Decided & { route: { kind: 'take' | 'again' } }
    const { route } = decided
    this.trace(dialogs, 'error')
    if (route.kind === 'again') {
      stateOf(dialogs).replies.push(this.parts.words.reply(this.flow.name, route.word, {}))
      return this.proceed(dialogs, await this.again(dialogs))
    }
    const { data } = this.state(dialogs)
    const take = this.step(dialogs).takes?.[route.as]
    if (!take) throw new Error(`The flow ${this.flow.name} takes no ${route.as}`)
    const next = await take(this.turn(dialogs), data, route.meant)
    if (next.kind !== 'pass') return this.proceed(dialogs, next)
    return follow(dialogs, await decide(dialogs, this.parts, decided.at + 1), this.parts)
  }

  /** What was answered in between has ended: ask again. */
  override async resumeDialog(dialogs: DialogContext): Promise<DialogTurnResult> {
    const state = stateOf(dialogs)
    const { trace, choices } = state
    // The question's own choices are the ones to press now; what was not understood also keeps what it may have meant.
    state.choices = []
    const result = await this.proceed(dialogs, await this.again(dialogs))
    if (trace && NOT_UNDERSTOOD.has(trace.outcome)) state.choices.push(...choices)
    state.trace = trace
    state.askedAgain = true
    return result
  }

  private async proceed(dialogs: DialogContext, next: Asked): Promise<DialogTurnResult> {
    switch (next.kind) {
      case 'wait':
        this.trace(dialogs, next.outcome)
        return { status: DialogTurnStatus.waiting }
      case 'go':
        this.state(dialogs).step = next.step
        return this.proceed(dialogs, await this.ask(dialogs))
      case 'begin':
        clearFor(next.flow, dialogs, this.parts.flows)
        return dialogs.beginDialog(next.flow, next.data)
      case 'end':
        this.trace(dialogs, next.outcome)
        return dialogs.endDialog()
    }
  }

  private async ask(dialogs: DialogContext): Promise<Asked> {
    const step = this.step(dialogs)
    this.trace(dialogs, 'error')
    return step.ask(this.turn(dialogs), this.state(dialogs).data)
  }

  private async again(dialogs: DialogContext): Promise<Asked> {
    const { again } = this.step(dialogs)
    return again ? again(this.turn(dialogs), this.state(dialogs).data) : this.ask(dialogs)
  }

  private step(dialogs: DialogContext): AnyStep {
    const { step } = this.state(dialogs)
    const found = this.flow.steps[step]
    if (!found) throw new Error(`The flow ${this.flow.name} has no step ${step}`)
    return found
  }

  private state(dialogs: DialogContext): FlowState {
    return dialogs.activeDialog!.state as FlowState
  }

  private turn(dialogs: DialogContext) {
    const { data, step } = this.state(dialogs)
    const speaking = { flow: this.flow.name, data, act: this.flow.steps[step]?.act }
    return turnOf(stateOf(dialogs), speaking, this.parts.words)
  }

  private trace(dialogs: DialogContext, outcome: NonNullable<TurnState['trace']>['outcome']): void {
    stateOf(dialogs).trace = { flow: this.flow.name, step: this.state(dialogs).step, outcome }
  }
}

/** Nothing is sent during a turn: the answer is gathered in the turn's state. */
class SilentAdapter extends BotAdapter {
  async sendActivities(_context: TurnContext, activities: Partial<Activity>[]) {
    return activities.map(() => ({ id: '' }))
  }
  async updateActivity(): Promise<void> {}
  async deleteActivity(): Promise<void> {}
  async continueConversation(): Promise<void> {}
}
