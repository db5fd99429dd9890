/** Coming in by an entry token: the person is known and at the right place, with no question. */
import type { Services } from '../services/index.js'
import { beginning } from './route.js'
import type { TurnState } from './turn.js'

/** How long a person who entered an account that is linked to nobody is known there. */
const GUEST_MS = 10 * 60 * 1000

export interface Entrance {
  /**
   * Spends the token of the call, if there is one, and turns the message into the choice that the token stands for. In an account that
   * is linked to nobody the person is known for that one thing; in somebody else's account the token is refused and stays its owner's.
   */
  arrive(state: TurnState): Promise<void>
}

export function createEntrance({ entry }: Pick<Services, 'entry'>): Entrance {
  return {
    async arrive(state) {
      const { incoming, session, volunteerId, now } = state
      if (!incoming.token) return
      const holder = await entry.holder(state.tx, incoming.token)
      if (volunteerId && holder && holder !== volunteerId) {
        state.choice = beginning('other-person')
        return
      }
      const entrant = await entry.enter(state.tx, incoming.token)
      if (!entrant) {
        state.choice = beginning('expired')
        return
      }
      const { flow, subject } = entrant.purpose
      if (!volunteerId)
        session.guest = { volunteerId: entrant.volunteerId, flow, subject, until: now.getTime() + GUEST_MS }
      state.choice = beginning(flow === 'home' ? 'restart' : flow, subject)
    },
  }
}
