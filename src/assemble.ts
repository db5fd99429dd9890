/** Builds every part below the conversation once and joins them: database, vendors, services. It is all that a command needs. */
import { join } from 'node:path'
import { migrations } from '../migrations/index.js'
import { isHoliday } from './domain/holiday.js'
import { createKakaoCallbacks } from './messengers/kakao/callback.js'
import { createSolapiClient } from './messengers/solapi/client.js'
import { createTalkTalkClient, type TalkTalkClient } from './messengers/talktalk/client.js'
import { type Alert, createAlert } from './platform/alert.js'
import { type Cipher, createCipher } from './platform/cipher.js'
import { systemClock } from './platform/clock.js'
import type { Config } from './platform/config.js'
import { AppError } from './platform/errors.js'
import { loadKeys } from './platform/keys.js'
import type { Log } from './platform/log.js'
import type { SettableClock } from './platform/shared-clock.js'
import { createDataKey, type DataKey } from './services/data-key.js'
import { createServices, type Services } from './services/index.js'
import { createNoticeWords } from './services/notice-words.js'
import type { PhoneVendor } from './services/phone.js'
import { createWithdrawals, type Withdrawals } from './services/withdrawals.js'
import { connectionNameOf, createKeyStore } from './storage/data-keys.js'
import { type Database, openDatabase } from './storage/database.js'
import { createTransactions } from './storage/transaction.js'
import { createWithdrawalFiles } from './storage/withdrawal-files.js'

export interface House {
  readonly config: Config
  readonly clock: SettableClock
  readonly log: Log
  readonly alert: Alert
  readonly cipher: Cipher
  readonly dataKey: DataKey
  readonly database: Database
  readonly services: Services
  readonly talktalk: TalkTalkClient | undefined
  readonly publicUrl: () => string
  /** What is switched off because its keys are unset, in words for staff. */
  readonly absent: readonly string[]
}

export interface HouseParts {
  readonly config: Config
  readonly clock: SettableClock
  readonly log: Log
  /** The port that is really listened on. */
  readonly port: number
  /** How long one piece of work on the database may take; unset: as long as it takes. */
  readonly workLimitMs?: number
  /** See `DatabaseOptions.asOwner`. */
  readonly asOwner?: boolean | undefined
}

const VENDOR_TIMEOUT_MS = 10_000
/** Two such calls end before a claim of notices does. */
const PHONE_TIMEOUT_MS = 4_000

/** Database and services: what commands need. */
export async function openHouse({ config, clock, log, port, workLimitMs, asOwner }: HouseParts): Promise<House> {
  const cipher = createCipher(loadKeys(config).data, config.keys.formerData)
  const database = await openDatabase({
    databaseUrl: config.database.url,
    dataDir: config.database.dataDir,
    migrations,
    log,
    connectionName: connectionNameOf(cipher),
    asOwner,
  })
  const transactions = createTransactions(database.dataSource, { pulse: database.pulse, withinMs: workLimitMs })
  const withdrawals = openWithdrawals({ config, clock, log })
  const dataKey = createDataKey({ transactions, keyStore: createKeyStore(cipher), cipher, clock, withdrawals })
  await refuseOtherKey(dataKey, database)
  const publicUrl = () =>
    config.http.publicUrl ?? `http://${config.http.host === '0.0.0.0' ? '127.0.0.1' : config.http.host}:${port}`
  const desk = config.production ? undefined : `http://127.0.0.1:${port}/simulator`
  const talktalk = talkTalkOf(config, desk)
  const phone = phoneOf(config, desk)
  const alert = createAlert({ url: config.alertUrl, log, clock })
  const services = createServices({
    transactions,
    cipher,
    clock,
    noticeWords: createNoticeWords(),
    publicUrl,
    isHoliday,
    keepAccessLogMonths: config.keep.accessLogMonths,
    keep: config.keep,
    phone: phone && { vendor: phone, log, alert },
    talktalk,
    callbacks: createKakaoCallbacks({ apiUrl: config.kakao.apiUrl, timeoutMs: VENDOR_TIMEOUT_MS }),
    log,
    alert,
  })
  const absent = [
    !phone && '알림톡과 문자',
    !talktalk && '네이버 톡톡으로 보내기',
    config.production && !config.metricsToken && '운영 지표(/metrics)',
  ].filter(feature => feature !== false)
  return { config, clock, log, alert, cipher, dataKey, database, services, talktalk, publicUrl, absent }
}

async function refuseOtherKey(dataKey: DataKey, database: Database): Promise<void> {
  const verified = await dataKey.verify()
  if (verified.ok) return
  await database.close()
  throw new AppError(
    'unavailable',
    'DATA_KEY is not the key that this database was sealed with: set that one, or, while changing keys, set it as DATA_KEY_FORMER.',
  )
}

/** Before the house is open they are kept, afterwards carried out. */
export function openWithdrawals({ config, clock, log }: Pick<HouseParts, 'config' | 'clock' | 'log'>): Withdrawals {
  return createWithdrawals({
    files: createWithdrawalFiles(join(config.database.dataDir, 'withdrawals')),
    cipher: () => createCipher(loadKeys(config).data, config.keys.formerData),
    log,
    now: () => clock.now(),
  })
}

/** Without keys the desk sends to its own simulator. */
function talkTalkOf({ talktalk }: Config, desk: string | undefined): TalkTalkClient | undefined {
  const apiUrl =
    talktalk.apiUrl ?? (talktalk.authorization || !desk ? 'https://gw.talk.naver.com' : `${desk}/talktalk-api`)
  const authorization = talktalk.authorization ?? (desk ? 'desk' : undefined)
  return authorization ? createTalkTalkClient({ apiUrl, authorization, timeoutMs: VENDOR_TIMEOUT_MS }) : undefined
}

function phoneOf({ solapi }: Config, desk: string | undefined): PhoneVendor | undefined {
  const apiUrl = solapi.apiUrl ?? (solapi.apiKey || !desk ? 'https://api.solapi.com' : `${desk}/solapi`)
  const apiKey = solapi.apiKey ?? (desk ? 'desk' : undefined)
  const apiSecret = solapi.apiSecret ?? (desk ? 'desk' : undefined)
  const sender = solapi.sender ?? (desk ? '0200000000' : undefined)
  if (!apiKey || !apiSecret || !sender) return undefined
  return {
    client: createSolapiClient({ apiUrl, apiKey, apiSecret, clock: systemClock, timeoutMs: PHONE_TIMEOUT_MS }),
    sender,
    pfId: solapi.pfId ?? (desk ? 'desk' : undefined),
    templateOf: kind => solapi.templates[kind] ?? kind,
  }
}
