/** What the linking page shows of the step that a linking is at. */
import { seoulTime } from '../platform/clock.js'
import type { LinkStep } from '../services/linking.js'
import { INLINE } from './inline.js'
import type { FieldFault, Typed } from './link-form.js'
import type { Asked } from './page.js'

export interface Shown {
  /** See `Linking.tailOf`. */
  readonly tail?: string
  readonly typed?: Partial<Typed>
  readonly faults?: readonly FieldFault[]
  readonly message?: string
  readonly isBad?: boolean
}

type Words = Pick<Asked, 'views'>

/** The page of this step; without a step it is the first one, and asks for the pairing code. */
export function viewStep({ views, clock }: Words & Pick<Asked, 'clock'>, step: LinkStep | undefined, shown: Shown) {
  const common = { tail: shown.tail ?? '', script: INLINE.link, message: shown.message ?? '' }
  const say = sayIn({ views })
  if (step?.step === 'closed') {
    const told = { heading: say(`title-${step.why}`), message: say(step.why) }
    return { page: 'link-closed', variables: { ...common, ...told, ...backTo(step.messenger) } }
  }
  const linked = step ? { about: tellAbout({ views }, step), number: step.number } : { about: '', number: '' }
  if (step?.step === 'code') {
    const left = step.endsAt.getTime() - clock.now().getTime()
    const code = {
      isBad: shown.isBad ?? false,
      error: shown.faults?.[0]?.message ?? '',
      sent: step.to ? say('sent-to', step.to) : say('sent'),
      until: seoulTime(step.endsAt),
      seconds: Math.max(0, Math.ceil(left / 1000)),
      mayAskAgain: step.to !== undefined,
    }
    return { page: 'link-code', variables: { ...common, ...linked, ...code } }
  }
  if (step?.step !== 'done') return { page: 'link', variables: { ...common, ...linked, ...personFields(shown) } }
  const next = say(`linked-${step.messenger}`)
  return { page: 'link-done', variables: { ...common, next, ...backTo(step.messenger) } }
}

/** Which chat is linked, as a sentence. */
export function tellAbout(words: Words, step: LinkStep): string {
  if (step.step === 'closed' || step.step === 'done') return ''
  const say = sayIn(words)
  const messenger = say(`messenger-${step.messenger}`)
  const name = step.step === 'code' ? step.to?.name : undefined
  return name
    ? say('about-person', { messenger, number: step.number, name })
    : say('about', { messenger, asked: seoulTime(step.askedAt) })
}

function sayIn({ views }: Words) {
  return (name: string, variables?: Record<string, unknown>) => views.words.render(`link.${name}`, variables)
}

/** Of which messengers the way back is shown. */
function backTo(messenger?: 'kakao' | 'talktalk') {
  return { toKakao: messenger !== 'talktalk', toTalktalk: messenger !== 'kakao' }
}

const NOTHING = { pairing: '', name: '', birth: '', phone: '', consent: '' }

function personFields({ typed = {}, faults = [] }: Shown) {
  const errors = { ...NOTHING, ...Object.fromEntries(faults.map(({ field, message }) => [field, message])) }
  return { values: { ...NOTHING, ...typed }, errors, invalid: faults[0]?.field ?? '' }
}
