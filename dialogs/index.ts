/** Every flow by name, and the rules that lead to them. A new thing to talk about is a line here. */
import type { Flow } from '../src/conversation/flow.js'
import type { Rule } from '../src/conversation/route.js'
import { createAbout } from './about.js'
import { createAgent } from './agent.js'
import { createApply } from './apply.js'
import { createCancel } from './cancel.js'
import { createCare } from './care.js'
import { createCheck } from './check.js'
import { createConfirm } from './confirm.js'
import { createDelayed } from './delayed.js'
import { createDispute } from './dispute.js'
import type { FlowParts } from './flows.js'
import { createHours } from './hours.js'
import { later } from './later.js'
import { createLogin } from './login.js'
import { createLogout } from './logout.js'
import { createNotices } from './notices.js'
import { createOffer } from './offer.js'
import { createPlan } from './plan.js'
import { createProfile } from './profile.js'
import { createQuestions } from './questions.js'
import { createRules } from './rules.js'
import { createSearch } from './search.js'
import { createSimilar } from './similar.js'
import { createSmallTalk } from './small-talk.js'
import { createUndo } from './undo.js'
import { createNotUnderstood } from './unsure.js'
import { createWishes } from './wish.js'

export interface Dialogs {
  readonly flows: ReadonlyMap<string, Flow>
  readonly rules: readonly Rule[]
}

export function createDialogs(parts: FlowParts): Dialogs {
  const flows = [
    createSearch(parts),
    createSearch(parts, 'recommend'),
    createSimilar(parts),
    createApply(parts),
    createCheck(parts),
    ...createWishes(parts),
    createAbout(parts),
    createCancel(parts),
    createUndo(parts),
    createOffer(parts),
    createConfirm(parts),
    createDelayed(parts),
    createPlan(parts),
    createHours(parts),
    createDispute(parts),
    createLogin(parts),
    createLogout(parts),
    createProfile(parts),
    createNotices(parts),
    createAgent(parts),
    createCare(parts),
    ...createQuestions(parts),
    ...createSmallTalk(parts),
    ...later,
    ...createNotUnderstood(),
  ]
  return { flows: new Map(flows.map(flow => [flow.name, flow])), rules: createRules(parts) }
}
