/** Staff accounts, for admins: who there is; inviting, disabling, letting in again, ending sessions. */
import { type Request, type Response, Router } from 'express'
import { z } from 'zod'
import { spellMoment } from '../domain/spelling.js'
import { AppError } from '../platform/errors.js'
import type { Services } from '../services/index.js'
import { type ListedStaff, ROLES, type Role } from '../services/staff.js'
import type { PageSender } from './page.js'
import { lookerOf, memberOf } from './visitor.js'
import { roleWord } from './words.js'

export type StaffPageParts = Pick<Services, 'transactions' | 'staff' | 'accessLog'> & {
  /** How people reach this service: a link to be copied begins with it. */
  readonly publicUrl?: () => string
}

const HOME = '/console/staff'
const staffId = z.uuid()
const SAID = ['disabled', 'enabled', 'ended', 'last-admin', 'unsure'] as const
const said = z.enum(SAID).optional().catch(undefined)
const inviteForm = z.object({ email: z.email().max(254), role: z.enum(ROLES) })

export function createStaffPages(parts: StaffPageParts, pages: PageSender): Router {
  const { transactions, staff, accessLog } = parts
  const router = Router()
  const sendList = async (request: Request, response: Response, refused: string, email = '') => {
    const rows = await transactions.run(tx => staff.list(tx, lookerOf(request, response)))
    const logIsChangeable = await transactions.run(tx => accessLog.isChangeable(tx))
    pages.send(response, 'staff', { rows: rows.map(rowView), roles: rolesView(), refused, email, logIsChangeable })
  }
  router.get('/staff', (request, response) => sendList(request, response, ''))
  router.post('/staff/invite', async (request, response) => {
    const form = inviteForm.safeParse(request.body)
    const known = form.success && (await transactions.run(tx => staff.byEmail(tx, form.data.email)))
    if (form.success && !known) return sendInvitation(parts, pages, request, response, form.data)
    response.status(form.success ? 409 : 422)
    const typed = z.object({ email: z.string().max(254) }).safeParse(request.body).data?.email
    await sendList(request, response, form.success ? 'known' : 'email', typed)
  })
  router.get('/staff/:id', async (request, response) => {
    const found = await findOr404(parts, request)
    const isSelf = found.id === memberOf(response).id
    pages.send(response, 'staff-member', { ...rowView(found), said: said.parse(request.query.said) ?? '', isSelf })
  })
  router.post('/staff/:id/invite', async (request, response) => {
    const { email, role, organisationId } = await findOr404(parts, request)
    await sendInvitation(parts, pages, request, response, { email, role, organisationId })
  })
  for (const act of ['disable', 'enable', 'end-sessions'] as const)
    router.post(`/staff/:id/${act}`, async (request, response) => {
      const { id } = await findOr404(parts, request)
      response.redirect(303, `${HOME}/${id}?said=${await perform(parts, act, request, response, id)}`)
    })
  return router
}

async function findOr404({ transactions, staff }: StaffPageParts, request: Request): Promise<ListedStaff> {
  const { data: id } = staffId.safeParse(request.params.id)
  const found = id && (await transactions.run(tx => staff.find(tx, id)))
  if (!found) throw new AppError('not-found', 'There is no such account')
  return found
}

/** What cannot easily be taken back wants a tick beside the button. */
async function perform(
  { transactions, staff }: StaffPageParts,
  act: 'disable' | 'enable' | 'end-sessions',
  request: Request,
  response: Response,
  id: string,
): Promise<(typeof SAID)[number]> {
  const looker = lookerOf(request, response)
  const sure = (request.body as { sure?: unknown }).sure === '1'
  if (act === 'disable' && !sure) return 'unsure'
  const [work, done] = {
    disable: [staff.disable, 'disabled'],
    enable: [staff.enable, 'enabled'],
    'end-sessions': [staff.endSessions, 'ended'],
  }[act] as [typeof staff.disable, (typeof SAID)[number]]
  const acted = await transactions.run(tx => work(tx, looker, id))
  if (!acted.ok && acted.refused === 'not-found') throw new AppError('not-found', 'There is no such account')
  return acted.ok ? done : 'last-admin'
}

/** The link is shown this once: it is kept only as a hash. */
async function sendInvitation(
  { transactions, staff, publicUrl = () => '' }: StaffPageParts,
  pages: PageSender,
  request: Request,
  response: Response,
  { email, role, organisationId }: { email: string; role: Role; organisationId?: string | null },
): Promise<void> {
  const looker = lookerOf(request, response)
  const invited = await transactions.run(tx => staff.invite(tx, email, role, organisationId ?? undefined, looker))
  if (!invited.ok) throw new AppError('conflict', 'This account cannot be invited')
  pages.send(response, 'staff-invited', {
    email,
    role: roleWord(role),
    link: `${publicUrl()}/console/invite#${invited.token}`,
  })
}

function rolesView() {
  return ROLES.map(value => ({ value, label: roleWord(value) }))
}

function rowView({ id, email, role, state, organisation, signedInAt, sessions }: ListedStaff) {
  return {
    ...{ id, email, state, organisation, sessions, role: roleWord(role) },
    signedInAt: signedInAt && spellMoment(signedInAt),
  }
}
