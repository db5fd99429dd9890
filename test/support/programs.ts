/** Programs for tests: one of an organisation of ours, and one of which a portal tells nothing but where it is. */
import { seoulMoment } from '../../src/platform/clock.js'
import type { NewOwnProgram, NewPortalProgram } from '../../src/storage/programs.js'
import type { TestDatabase } from './database.js'

/** Whose the programs are; nobody has its key. */
export const ORGANISATION_ID = '00000000-0000-4000-8000-00000000000a'

export async function addOrganisation({ dataSource }: Pick<TestDatabase, 'dataSource'>): Promise<void> {
  await dataSource.query(
    `INSERT INTO organisations (id, name, scope, created_at) VALUES ($1, '수원시청소년수련관', 'read', '2026-11-01')
      ON CONFLICT DO NOTHING`,
    [ORGANISATION_ID],
  )
}

/** Saturday 28 November 2026, 14:00–17:00, in 수원. */
export const PROGRAM: NewOwnProgram = {
  organisationId: ORGANISATION_ID,
  organisationName: '수원시청소년수련관',
  title: '광교호수공원 플로깅',
  description: '호수를 걸으며 쓰레기를 주워요.',
  kind: 'regular',
  club: false,
  category: '환경ㆍ생태계보호',
  sido: '경기도',
  sigungu: '수원시',
  place: '광교호수공원 안내소',
  online: false,
  startsAt: seoulMoment('2026-11-28', '14:00'),
  endsAt: seoulMoment('2026-11-28', '17:00'),
  capacity: 10,
  approval: 'manual',
  minAge: 9,
  maxAge: 24,
  recruitUntil: seoulMoment('2026-11-27', '18:00'),
  cancelUntil: seoulMoment('2026-11-27', '14:00'),
  preparation: '편한 신발',
  contact: '031-000-0000',
  careers: [],
  certificate: 'automatic',
  origins: [],
}

/** As VMS tells it. */
export const VMS_PROGRAM: NewPortalProgram = {
  organisationId: null,
  organisationName: '은빛노인복지관',
  title: '어르신 책 읽어 드리기',
  description: '',
  kind: 'regular',
  club: false,
  category: '생활편의',
  sido: '경기도',
  sigungu: '수원시',
  place: '은빛노인복지관',
  online: false,
  startsAt: null,
  endsAt: null,
  capacity: null,
  seatsTaken: null,
  approval: null,
  minAge: null,
  maxAge: null,
  recruitUntil: null,
  cancelUntil: null,
  preparation: '',
  contact: '',
  careers: [],
  certificate: null,
  origins: [{ portal: 'vms', externalId: 'v1', url: null }],
}
