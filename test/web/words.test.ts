/** Every refusal and state has its sentence on the pages. */
import { expect } from 'chai'
import { APPLICATION_STATES } from '../../src/domain/application.js'
import { PORTAL_NAMES } from '../../src/domain/portal.js'
import type { Acted, Applied } from '../../src/services/applications.js'
import type { Closed } from '../../src/services/linking.js'
import type { Refusal as LinkRefusal } from '../../src/web/link-refusals.js'
import { readViews } from '../../src/web/views.js'

type Refusal<T extends { ok: boolean }> = Extract<T, { ok: false; refused: string }>['refused']

const LINK: Record<LinkRefusal, true> = {
  expired: true,
  spent: true,
  stopped: true,
  'under-14': true,
  'too-many-of-link': true,
  'too-many': true,
  'too-many-today': true,
  busy: true,
  'wrong-code': true,
  'code-expired': true,
  'too-many-tries': true,
  'linked-already': true,
  'unknown-pairing': true,
  'too-many-pairings': true,
}
const CLOSED: Record<Closed, true> = { expired: true, spent: true, stopped: true, 'under-14': true }
const APPLY: Record<Exclude<Refusal<Applied>, 'not-found'>, true> = {
  'already-applied': true,
  external: true,
  'program-cancelled': true,
  closed: true,
  full: true,
  'under-age': true,
  'over-age': true,
}
const CANCEL: Record<Exclude<Refusal<Acted<'cancel'>>, 'not-found'>, true> = {
  'already-cancelled': true,
  'already-requested': true,
  'called-off': true,
  over: true,
}
const UNDO: Record<Exclude<Refusal<Acted<'undo'>>, 'not-found'>, true> = {
  'too-late': true,
  full: true,
  'called-off': true,
  nothing: true,
}

const CONFIRM: Record<Exclude<Refusal<Acted<'confirm'>>, 'not-found'>, true> = {
  'not-asked': true,
  'already-requested': true,
  'already-cancelled': true,
  'called-off': true,
  over: true,
}

describe('the words of the pages', () => {
  const { words } = readViews()
  const named = (prefix: string, names: readonly string[]) => names.map(name => `${prefix}${name}`)
  for (const name of [
    ...named('link.', Object.keys(LINK)),
    ...named('link.title-', Object.keys(CLOSED)),
    ...named('link.field-', [
      ...[
        'name',
        'birth',
        'phone-letters',
        'phone-length',
        'phone-kind',
        'consent',
        'code',
        'token',
        'pairing',
        'form',
      ],
    ]),
    ...named('said.apply-', Object.keys(APPLY)),
    ...named('said.cancel-', Object.keys(CANCEL)),
    ...named('said.undo-', Object.keys(UNDO)),
    ...named('said.confirm-', Object.keys(CONFIRM)),
    ...named('common.state-', APPLICATION_STATES),
    ...named(
      'portal.',
      PORTAL_NAMES.filter(portal => portal !== 'own'),
    ),
  ])
    it(`have ${name}`, () => {
      expect(words.render(name, { tries: 5 })).to.match(/[가-힣]/)
    })
})
