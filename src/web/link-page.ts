/** What the linking page shows of the step that a linking is at. */
import { type Clock, seoulTime } from '../platform/clock.js'
import type { LinkStep } from '../services/linking.js'
import { INLINE } from './inline.js'
import type { FieldFault, Typed } from './link-form.js'
import type { Views } from './views.js'

export interface LinkPageParts {
  readonly views: Views
  readonly clock: Clock
}

export interface LinkPages {
  /** The page of this step; without a step it is the first one, and asks for the pairing code. */
  of(step: LinkStep | undefined, more?: Shown): { page: string; variables: Record<string, unknown> }
  /** Which chat is linked, as a sentence. */
  about(step: LinkStep): string
}

export interface Shown {
  /** See `Linking.tailOf`. */
  readonly tail?: string
  readonly typed?: Partial<Typed>
  readonly faults?: readonly FieldFault[]
  readonly message?: string
  readonly isBad?: boolean
}

export function createLinkPages({ views, clock }: LinkPageParts): LinkPages {
  const say = (name: string, variables?: Record<string, unknown>) => views.words.render(`link.${name}`, variables)
  /** Of which messengers the way back is shown. */
  const backTo = (messenger?: 'kakao' | 'talktalk') => ({
    toKakao: messenger !== 'talktalk',
    toTalktalk: messenger !== 'kakao',
  })
  const about = (step: LinkStep) => {
    if (step.step === 'closed' || step.step === 'done') return ''
    const messenger = say(`messenger-${step.messenger}`)
    const name = step.step === 'code' ? step.to?.name : undefined
    return name
      ? say('about-person', { messenger, number: step.number, name })
      : say('about', { messenger, asked: seoulTime(step.askedAt) })
  }
  const closed = (step: LinkStep & { step: 'closed' }) => {
    return { heading: say(`title-${step.why}`), message: say(step.why), ...backTo(step.messenger) }
  }
  const code = (step: LinkStep & { step: 'code' }, shown: Shown) => ({
    isBad: shown.isBad ?? false,
    error: shown.faults?.[0]?.message ?? '',
    sent: step.to ? say('sent-to', step.to) : say('sent'),
    until: seoulTime(step.endsAt),
    seconds: Math.max(0, Math.ceil((step.endsAt.getTime() - clock.now().getTime()) / 1000)),
    mayAskAgain: step.to !== undefined,
  })
  return {
    about,
    of(step, shown = {}) {
      const common = { tail: shown.tail ?? '', script: INLINE.link, message: shown.message ?? '' }
      if (step?.step === 'closed') return { page: 'link-closed', variables: { ...common, ...closed(step) } }
      const linked = step ? { about: about(step), number: step.number } : { about: '', number: '' }
      if (step?.step === 'code') return { page: 'link-code', variables: { ...common, ...linked, ...code(step, shown) } }
      if (step?.step !== 'done') return { page: 'link', variables: { ...common, ...linked, ...personFields(shown) } }
      const variables = { next: say(`linked-${step.messenger}`), ...backTo(step.messenger) }
      return { page: 'link-done', variables: { ...common, ...variables } }
    },
  }
}

const NOTHING = { pairing: '', name: '', birth: '', phone: '', consent: '' }

function personFields({ typed = {}, faults = [] }: Shown) {
  const errors = { ...NOTHING, ...Object.fromEntries(faults.map(({ field, message }) => [field, message])) }
  return { values: { ...NOTHING, ...typed }, errors, invalid: faults[0]?.field ?? '' }
}
