/** Every table as TypeORM knows it. Migrations make them; a test holds the two together. */
import { accessLog, accessWords } from './access-log.js'
import { messengerAccounts } from './accounts.js'
import { agentRequests } from './agent-requests.js'
import { applicationEvents, applications } from './applications.js'
import { channels } from './channels.js'
import { conversations } from './conversations.js'
import { dataKeys } from './data-keys.js'
import { disputes } from './disputes.js'
import { linkings, phoneCodes } from './linkings.js'
import { attempts, notices } from './notices.js'
import { idempotentAnswers, organisations } from './organisations.js'
import { forgottenParticipations } from './own-data.js'
import { programMoves } from './program-moves.js'
import { programOrigins } from './program-origins.js'
import { programs } from './programs.js'
import { records } from './records.js'
import { replies } from './replies.js'
import { requestAnswers } from './request-answers.js'
import { staff, staffDevices, staffSessions } from './staff.js'
import { allowances, tokens } from './tokens.js'
import { turns } from './turns.js'
import { consents, volunteers } from './volunteers.js'
import { intentions } from './wishes.js'

export const tables = [
  volunteers,
  consents,
  messengerAccounts,
  tokens,
  allowances,
  organisations,
  idempotentAnswers,
  programs,
  programOrigins,
  programMoves,
  applications,
  applicationEvents,
  intentions,
  records,
  disputes,
  forgottenParticipations,
  phoneCodes,
  linkings,
  notices,
  attempts,
  channels,
  turns,
  conversations,
  requestAnswers,
  agentRequests,
  replies,
  staff,
  staffSessions,
  staffDevices,
  accessLog,
  accessWords,
  dataKeys,
]
