/** What a volunteer's browser keeps. */
import type { CookieKind } from '../platform/cookies.js'
import { TOKEN_LIFE_MS } from '../services/entry.js'

export const COOKIES = {
  visit: { called: 'visit', path: '/my', lifeMs: TOKEN_LIFE_MS.visit },
  /** Words to be shown once. */
  said: { called: 'said', path: '/my', lifeMs: 60_000 },
  /** The visit that was begun here, so that who goes back and presses again is led on by a token that is spent. */
  entered: { called: 'entered', path: '/enter', lifeMs: TOKEN_LIFE_MS.visit },
  /** The linking that was opened here. */
  linking: { called: 'linking', path: '/link', lifeMs: TOKEN_LIFE_MS.link, sameSite: 'lax' },
} as const satisfies Record<string, CookieKind>
export type CookieName = keyof typeof COOKIES
