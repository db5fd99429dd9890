/** Every service, built once and joined. Doors get this and nothing below it. */
import type { KakaoCallbacks } from '../messengers/kakao/callback.js'
import type { TalkTalkClient } from '../messengers/talktalk/client.js'
import type { Alert } from '../platform/alert.js'
import type { Cipher } from '../platform/cipher.js'
import type { Clock } from '../platform/clock.js'
import type { Log } from '../platform/log.js'
import type { Templates } from '../platform/templates.js'
import type { Transactions } from '../storage/transaction.js'
import { createVolunteerStore } from '../storage/volunteers.js'
import { createAccessLog } from './access-log.js'
import { createAccounts } from './accounts.js'
import { createAgents } from './agents.js'
import { createApplications } from './applications.js'
import { createConversations } from './conversations.js'
import { createDemo } from './demo.js'
import { createDisputeDesk } from './dispute-desk.js'
import { createDisputes } from './disputes.js'
import { createEntry } from './entry.js'
import { createLinking } from './linking.js'
import { loadMasker } from './masking.js'
import { createNoticeDesk } from './notice-desk.js'
import { createNotices } from './notices.js'
import { createOrganisations } from './organisations.js'
import { createOrganising } from './organising.js'
import { createOwnData } from './own-data.js'
import { createPhone, type PhoneLine } from './phone.js'
import { createPrograms } from './programs.js'
import { createRateLimits } from './rate-limits.js'
import * as records from './records.js'
import { loadRegions } from './regions.js'
import { createRemasking } from './remasking.js'
import { createReplies } from './replies.js'
import { createRequests } from './requests.js'
import { createRetention, type Keep, USUAL_KEEP } from './retention.js'
import { createSeats } from './seats.js'
import { createStaff } from './staff.js'
import { createTranscripts } from './transcripts.js'
import { createTurnMonths } from './turn-months.js'

export type { Tx } from '../storage/transaction.js'

export interface ServiceParts {
  readonly transactions: Transactions
  readonly cipher: Cipher
  readonly clock: Clock
  /** Words of the notices, `<kind>.text` and `<kind>.button-<name>`. */
  readonly noticeWords: Templates
  /** How people reach this service, without a trailing slash. */
  readonly publicUrl: () => string
  readonly isHoliday: (day: string) => boolean
  /** How long it stays known who looked at whose data; 24. */
  readonly keepAccessLogMonths?: number
  /** How long conversations are kept; 180 days, originals of what was masked 30, answers for repeats 24 hours. */
  readonly keep?: Keep
  /** Who sends to phones; unset: nobody, and notices wait. */
  readonly phone?: PhoneLine | undefined
  readonly talktalk?: TalkTalkClient | undefined
  readonly callbacks?: KakaoCallbacks | undefined
  /** Told of what is refused in the chat. */
  readonly log?: Log
  readonly alert?: Alert
}

export type Services = ReturnType<typeof createServices>

export function createServices(parts: ServiceParts) {
  const { transactions, cipher, clock, isHoliday } = parts
  const masker = loadMasker()
  const volunteerStore = createVolunteerStore(cipher)
  const accessLog = createAccessLog({ cipher, clock, keptMonths: parts.keepAccessLogMonths ?? 24 })
  const entry = createEntry({ accessLog, cipher, clock })
  const notices = createNotices({ cipher, clock, words: parts.noticeWords })
  const seats = createSeats({ transactions, volunteerStore, notices, clock })
  const applications = createApplications({ volunteerStore, notices, seats, clock })
  const regions = loadRegions()
  const ownData = createOwnData({ volunteerStore, accessLog, seats, cipher, clock })
  return {
    /** One transaction for one fact: every service takes the transaction it is given. */
    transactions,
    accessLog,
    accounts: createAccounts({ volunteerStore, ownData, clock }),
    agents: createAgents({ volunteerStore, cipher, masker, clock, isHoliday }),
    applications,
    conversations: createConversations({ volunteerStore, accessLog, cipher }),
    replies: createReplies(parts),
    demo: createDemo({ volunteerStore, clock }),
    disputes: createDisputes({ cipher, clock }),
    disputeDesk: createDisputeDesk({ volunteerStore, applications, notices, accessLog, cipher, masker, clock }),
    entry,
    noticeDesk: createNoticeDesk({ clock }),
    linking: createLinking({
      volunteerStore,
      rateLimits: createRateLimits({ cipher, clock }),
      notices,
      cipher,
      clock,
    }),
    organisations: createOrganisations({ clock }),
    organising: createOrganising({
      ...{ volunteerStore, accessLog, applications, notices, seats, regions, cipher, clock },
    }),
    phone: createPhone({ ...parts, volunteerStore, entry, words: parts.noticeWords, line: parts.phone }),
    programs: createPrograms({ clock }),
    records,
    requests: createRequests({ accessLog, cipher, clock, isHoliday }),
    ownData,
    /** The places of Korea by their official names. */
    regions,
    remasking: createRemasking({ transactions, cipher, masker }),
    seats,
    retention: createRetention({ transactions, clock, keep: parts.keep ?? USUAL_KEEP }),
    staff: createStaff({ accessLog, cipher, clock }),
    transcripts: createTranscripts({ volunteerStore, cipher, masker }),
    turnMonths: createTurnMonths({ transactions, clock, keep: parts.keep ?? USUAL_KEEP }),
  }
}
