/** A transcript as its page shows it: what was said, how it was understood, what was answered. */

import { spellDay } from '../domain/spelling.js'
import type { Answer, CardReply, ListReply, Reply } from '../messengers/messenger.js'
import { seoulDay, seoulIso, seoulTime } from '../platform/clock.js'
import type { TranscriptTurn } from '../services/conversations.js'
import { bandWord, intentWord, outcomeWord } from './words.js'

export interface TurnView {
  readonly id: string
  /** Spelled where a new day begins. */
  readonly day: string | null
  readonly time: string
  readonly iso: string
  readonly utterance: string
  readonly grasp: TranscriptTurn['grasp']
  /** The one that was looked for. */
  readonly looked: boolean
  /** How it was understood, as label and value. */
  readonly facts: readonly { label: string; value: string }[]
  readonly bubbles: readonly Bubble[]
  readonly choices: readonly string[]
}
interface Bubble {
  readonly title: string | null
  readonly text: string | null
  readonly image: string | null
  readonly facts: readonly { label: string; value: string }[]
  readonly items: readonly { title: string; text: string }[]
  readonly buttons: readonly string[]
}

export function viewTurns(turns: readonly TranscriptTurn[], looked: string | undefined): TurnView[] {
  return turns.map((turn, index) => {
    const earlier = turns[index - 1]
    const day = seoulDay(turn.at)
    // What was kept by an earlier version may lack a part.
    const { replies = [], choices = [] } = turn.reply as Partial<Answer>
    return {
      id: turn.id,
      day: earlier && seoulDay(earlier.at) === day ? null : `${day.slice(0, 4)}년 ${spellDay(day)}`,
      time: seoulTime(turn.at),
      iso: seoulIso(turn.at),
      utterance: turn.utterance,
      grasp: turn.grasp,
      looked: turn.id === looked,
      facts: factsOf(turn),
      bubbles: replies.map(viewBubble),
      choices: choices.map(({ label }) => label),
    }
  })
}

function factsOf({ intent, confidence, band, flow, step, outcome, ms }: TranscriptTurn): TurnView['facts'] {
  const facts: [string, string | null][] = [
    ['의도', intent && intentWord(intent)],
    ['확신', confidence === null ? null : `${Math.round(confidence * 100)}%`],
    ['판단', band && bandWord(band)],
    ['흐름', flow && (step ? `${flow} / ${step}` : flow)],
    ['결과', outcomeWord(outcome)],
    ['걸린 시간', `${ms}ms`],
  ]
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]))
}

function viewBubble(reply: Reply): Bubble {
  const parts: Partial<Omit<CardReply, 'kind'> & Pick<ListReply, 'items'>> = reply
  const { title = null, text = null, image, facts = [], items = [], buttons = [] } = parts
  return {
    title,
    text,
    facts,
    image: image?.alt ?? null,
    items: items.map(item => ({ title: item.title, text: item.text })),
    buttons: buttons.map(({ label }) => label),
  }
}
