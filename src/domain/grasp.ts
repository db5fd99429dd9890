/** How well something said was understood: the one rule behind the list's filter, the marks and the badges of the console. */

/**
 * - `clear`: it was taken for what it meant, also when that was a press, an answer to a question or a name;
 * - `unsure`: it was asked back, or acted upon without being sure of the sentence;
 * - `missed`: it was said that it was not understood, or a person was offered because of that;
 * - `outside`: it was told to be none of this service's matters. That is an answer, not a failure.
 */
export type Grasp = 'clear' | 'unsure' | 'missed' | 'outside'

/** What staff look for as "not understood". */
export const NOT_UNDERSTOOD = ['unsure', 'missed'] as const satisfies readonly Grasp[]

/** What is known of a turn when it is written down. */
export interface Heard {
  readonly intent: string | null
  readonly band: string | null
  readonly outcome: string
  /** One of the things shown was pressed, or its words were typed. */
  readonly chosen: boolean
  /** A question was running and was asked again, so an answer to it had been waited for. */
  readonly askedAgain: boolean
}

export function graspOf({ intent, band, outcome, chosen, askedAgain }: Heard): Grasp {
  switch (outcome) {
    case 'refused:lost':
      return 'missed'
    case 'unsure':
      return 'unsure'
    case 'rejected':
      return intent === 'oos' && !askedAgain ? 'outside' : 'missed'
    case 'error':
    case 'handed-over':
      return 'clear'
    default:
      return band === 'confirm' && !chosen ? 'unsure' : 'clear'
  }
}
