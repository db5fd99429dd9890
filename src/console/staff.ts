/** Staff accounts, for admins: who there is; inviting, disabling, letting in again, ending sessions. */
import { z } from 'zod'
import { spellMoment } from '../domain/spelling.js'
import { AppError } from '../platform/errors.js'
import { notThere } from '../platform/pages.js'
import { type Acted, type ListedStaff, ROLES, type Role } from '../services/staff.js'
import { type Answer, type Call, page } from './page.js'
import { roleWord } from './words.js'

const HOME = '/console/staff'
const SAID = ['disabled', 'enabled', 'ended', 'last-admin', 'unsure'] as const
const saidQuery = z.object({ said: z.enum(SAID).optional().catch(undefined) })
const sureForm = z.object({ sure: z.literal('1') })
const inviteForm = z.object({ email: z.email().max(254), role: z.enum(ROLES) })

export const staffPages = [
  page({
    method: 'get',
    path: '/staff',
    role: 'admin',
    side: 'service',
    menu: '직원 계정',
    records: ['staff'],
    run: call => list(call, { refused: '', email: '' }),
  }),
  page({
    method: 'post',
    path: '/staff/invite',
    role: 'admin',
    side: 'service',
    records: ['staff', 'staff-invited'],
    async run(call) {
      const { success, data } = inviteForm.safeParse(call.body)
      const known = success && (await call.services.staff.byEmail(call.tx, data.email))
      if (success && !known) return invite(call, data)
      const typed = z.object({ email: z.string().max(254) }).safeParse(call.body).data?.email ?? ''
      const answer = await list(call, { refused: success ? 'known' : 'email', email: typed })
      return { ...answer, status: success ? 409 : 422 }
    },
  }),
  page({
    method: 'get',
    path: '/staff/:id',
    role: 'admin',
    side: 'service',
    // The list that leads here is the look.
    records: [],
    async run(call) {
      const found = await find(call)
      const isSelf = found.id === call.member.id
      const { said = '' } = saidQuery.parse(call.query)
      return { view: 'staff-member', variables: { ...rowView(found), said, isSelf } }
    },
  }),
  page({
    method: 'post',
    path: '/staff/:id/invite',
    role: 'admin',
    side: 'service',
    records: ['staff-invited'],
    run: async call => invite(call, await find(call)),
  }),
  page({
    method: 'post',
    path: '/staff/:id/disable',
    role: 'admin',
    side: 'service',
    records: ['staff-disabled'],
    // What cannot easily be taken back wants a tick beside the button.
    async run({ tx, services: { staff }, looker, id, body }) {
      if (!sureForm.safeParse(body).success) return backTo(id, 'unsure')
      return acted(id, await staff.disable(tx, looker, id), 'disabled')
    },
  }),
  page({
    method: 'post',
    path: '/staff/:id/enable',
    role: 'admin',
    side: 'service',
    records: ['staff-enabled'],
    run: async ({ tx, services: { staff }, looker, id }) => acted(id, await staff.enable(tx, looker, id), 'enabled'),
  }),
  page({
    method: 'post',
    path: '/staff/:id/end-sessions',
    role: 'admin',
    side: 'service',
    records: ['sessions-ended'],
    run: async ({ tx, services: { staff }, looker, id }) => acted(id, await staff.endSessions(tx, looker, id), 'ended'),
  }),
]

async function list({ tx, services: { staff, accessLog }, looker }: Call, shown: { refused: string; email: string }) {
  const rows = (await staff.list(tx, looker)).map(rowView)
  const logIsChangeable = await accessLog.isChangeable(tx)
  return { view: 'staff', variables: { ...shown, rows, roles: rolesView(), logIsChangeable } }
}

async function find({ tx, services: { staff }, id }: Pick<Call, 'tx' | 'services' | 'id'>): Promise<ListedStaff> {
  const found = await staff.find(tx, id)
  if (!found) throw notThere()
  return found
}

function backTo(id: string, said: (typeof SAID)[number]): Answer {
  return { goTo: `${HOME}/${id}?said=${said}` }
}

function acted(id: string, outcome: Acted, done: (typeof SAID)[number]): Answer {
  if (!outcome.ok && outcome.refused === 'not-found') throw notThere()
  return backTo(id, outcome.ok ? done : 'last-admin')
}

/** The link is shown this once: it is kept only as a hash. */
async function invite(
  { tx, services: { staff, publicUrl = () => '' }, looker }: Call,
  { email, role, organisationId }: { email: string; role: Role; organisationId?: string | null },
): Promise<Answer> {
  const invited = await staff.invite(tx, email, role, organisationId ?? undefined, looker)
  if (!invited.ok) throw new AppError('conflict', 'This account cannot be invited')
  const link = `${publicUrl()}/console/invite#${invited.token}`
  return { view: 'staff-invited', variables: { email, role: roleWord(role), link } }
}

function rolesView() {
  return ROLES.map(value => ({ value, label: roleWord(value) }))
}

function rowView({ id, email, role, state, organisation, signedInAt, sessions }: ListedStaff) {
  return {
    id,
    email,
    state,
    organisation,
    sessions,
    role: roleWord(role),
    signedInAt: signedInAt && spellMoment(signedInAt),
  }
}
