/** What the environment says: read once, checked together, frozen. The only place that knows `process.env`. */
import { z } from 'zod'
import { present } from './present.js'
import { faultsInProduction } from './production-faults.js'

const text = z.string().trim().min(1)
/** The scheme in small letters, whatever was typed: what asks whether it is http must not be deceived. */
const url = z
  .url({ protocol: /^https?$/i })
  .transform(value => value.replace(/^[a-z]+/i, scheme => scheme.toLowerCase()).replace(/(?<!\/)\/+$/, ''))
/** Exactly 32 bytes in either alphabet of base64; a lenient reader would also take most sentences of 43 letters, or a key in quotes. */
const key = text.refine(isKey, 'must be 32 bytes in base64')
/** A misspelled `production` must not open the desk's doors. */
const surroundings = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.enum(['development', 'test', 'production']))
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:mm')
/** Two keys at most: the one in use, and the next one, so that a fresh address can stand ready. */
const webhookKeys = z
  .string()
  .transform(value => value.split(',').map(part => part.trim()))
  .refine(
    keys => keys.length <= 2 && keys.every(one => /^[^\s/]+$/.test(one)) && new Set(keys).size === keys.length,
    'must be one key, or two different ones with a comma between',
  )
const templates = z
  .string()
  .transform((value, context) => {
    try {
      return JSON.parse(value) as unknown
    } catch {
      context.addIssue('must be JSON')
      return z.NEVER
    }
  })
  .pipe(z.record(z.string(), text))

const schema = z.object({
  NODE_ENV: surroundings.default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: text.optional(),
  PUBLIC_URL: url.optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  ALERT_URL: url.optional(),
  METRICS_TOKEN: text.optional(),
  WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  DATABASE_URL: text.optional(),
  DATA_DIR: text.default('.data'),
  DEMO: z.enum(['0', '1']).optional(),
  OPERATOR_NAME: text.optional(),
  OPERATOR_CONTACT: text.optional(),
  DATA_KEY: key.optional(),
  DATA_KEY_FORMER: key.optional(),
  SIGNING_KEY: key.optional(),
  KAKAO_SKILL_KEY: text.optional(),
  KAKAO_BOT_ID: text.optional(),
  KAKAO_API_URL: url.default('https://bot-api.kakao.com'),
  KAKAO_REST_API_KEY: text.optional(),
  KAKAO_CHANNEL_URL: url.optional(),
  TALKTALK_WEBHOOK_KEY: webhookKeys.optional(),
  TALKTALK_API_URL: url.optional(),
  TALKTALK_AUTHORIZATION: text.optional(),
  TALKTALK_CHAT_URL: url.optional(),
  SOLAPI_API_URL: url.optional(),
  SOLAPI_API_KEY: text.optional(),
  SOLAPI_API_SECRET: text.optional(),
  SOLAPI_SENDER: text.optional(),
  SOLAPI_PF_ID: text.optional(),
  SOLAPI_TEMPLATES: templates.optional(),
  SOLAPI_WEBHOOK_SECRET: text.optional(),
  QUIET_FROM: time.default('21:00'),
  QUIET_TO: time.default('08:00'),
  DAY_BEFORE_AT: time.default('18:00'),
  KEEP_TURNS_DAYS: z.coerce.number().int().min(1).max(3650).default(180),
  KEEP_ORIGINALS_DAYS: z.coerce.number().int().min(0).max(3650).default(30),
  KEEP_ANSWERS_HOURS: z.coerce.number().int().min(1).max(720).default(24),
  KEEP_NOTICES_DAYS: z.coerce.number().int().min(1).max(3650).default(90),
  KEEP_ACCESS_LOG_MONTHS: z.coerce.number().int().min(12).max(120).default(24),
  TURN_BUDGET_MS: z.coerce.number().int().min(500).max(4800).default(4000),
})

export type Environment = Readonly<Record<string, string | undefined>>
type Values = z.infer<typeof schema>

export interface Config {
  readonly production: boolean
  readonly demo: boolean
  readonly logLevel: Values['LOG_LEVEL']
  readonly http: {
    readonly port: number
    readonly host: string
    readonly publicUrl?: string
    readonly trustedProxies: number
  }
  /** How many processes serve. */
  readonly workers: number
  /** Gets a short JSON POST when something cannot wait. */
  readonly alertUrl?: string
  /** Opens `/metrics`; without it they are open on the desk and absent in production. */
  readonly metricsToken?: string
  readonly database: { readonly url?: string; readonly dataDir: string }
  readonly keys: { readonly data?: string; readonly formerData?: string; readonly signing?: string }
  /** Who runs this service, and how to reach them; either may be unset on the desk. */
  readonly operator: { readonly name?: string; readonly contact?: string }
  readonly kakao: {
    readonly skillKey?: string
    readonly botId?: string
    readonly apiUrl: string
    readonly restApiKey?: string
    readonly channelUrl?: string
  }
  readonly talktalk: {
    /** Each opens the webhook; none: it has no key. */
    readonly webhookKeys: readonly string[]
    readonly apiUrl?: string
    readonly authorization?: string
    readonly chatUrl?: string
  }
  readonly solapi: {
    readonly apiUrl?: string
    readonly apiKey?: string
    readonly apiSecret?: string
    readonly sender?: string
    readonly pfId?: string
    readonly templates: Readonly<Record<string, string>>
    readonly webhookSecret?: string
  }
  readonly quiet: { readonly from: string; readonly to: string; readonly dayBeforeAt: string }
  /** For how long things are kept. */
  readonly keep: {
    readonly turnsDays: number
    readonly originalsDays: number
    readonly answersHours: number
    readonly noticesDays: number
    readonly accessLogMonths: number
  }
  readonly turnBudgetMs: number
}

/** Names of everything `.env.example` has to list. */
export const CONFIG_NAMES = Object.keys(schema.shape)

/**
 * Pure: turns an environment into a frozen `Config`, or throws one error that names every fault (by name, never by value).
 * An empty value counts as unset.
 */
export function readConfig(env: Environment): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => value?.trim() && name in schema.shape))
  const parsed = schema.safeParse(given)
  const faults = parsed.success
    ? parsed.data.NODE_ENV === 'production'
      ? faultsInProduction(parsed.data)
      : []
    : parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  if (!parsed.success || faults.length > 0)
    throw new Error(`The configuration cannot be used:\n  ${faults.join('\n  ')}`)
  return freeze(toConfig(parsed.data))
}

function toConfig(values: Values): Config {
  const production = values.NODE_ENV === 'production'
  return {
    production,
    demo: production ? false : values.DEMO !== '0',
    logLevel: values.LOG_LEVEL,
    http: {
      port: values.PORT,
      host: values.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
      ...present({ publicUrl: values.PUBLIC_URL }),
      trustedProxies: values.TRUST_PROXY,
    },
    workers: values.WORKERS,
    ...present({ alertUrl: values.ALERT_URL, metricsToken: values.METRICS_TOKEN }),
    database: { ...present({ url: values.DATABASE_URL }), dataDir: values.DATA_DIR },
    keys: present({ data: values.DATA_KEY, formerData: values.DATA_KEY_FORMER, signing: values.SIGNING_KEY }),
    operator: present({ name: values.OPERATOR_NAME, contact: values.OPERATOR_CONTACT }),
    kakao: {
      ...present({
        skillKey: values.KAKAO_SKILL_KEY,
        botId: values.KAKAO_BOT_ID,
        restApiKey: values.KAKAO_REST_API_KEY,
        channelUrl: values.KAKAO_CHANNEL_URL,
      }),
      apiUrl: values.KAKAO_API_URL,
    },
    talktalk: {
      webhookKeys: values.TALKTALK_WEBHOOK_KEY ?? [],
      ...present({
        apiUrl: values.TALKTALK_API_URL,
        authorization: values.TALKTALK_AUTHORIZATION,
        chatUrl: values.TALKTALK_CHAT_URL,
      }),
    },
    solapi: {
      ...present({
        apiUrl: values.SOLAPI_API_URL,
        apiKey: values.SOLAPI_API_KEY,
        apiSecret: values.SOLAPI_API_SECRET,
        sender: values.SOLAPI_SENDER,
        pfId: values.SOLAPI_PF_ID,
        webhookSecret: values.SOLAPI_WEBHOOK_SECRET,
      }),
      templates: values.SOLAPI_TEMPLATES ?? {},
    },
    quiet: { from: values.QUIET_FROM, to: values.QUIET_TO, dayBeforeAt: values.DAY_BEFORE_AT },
    keep: {
      turnsDays: values.KEEP_TURNS_DAYS,
      originalsDays: values.KEEP_ORIGINALS_DAYS,
      answersHours: values.KEEP_ANSWERS_HOURS,
      noticesDays: values.KEEP_NOTICES_DAYS,
      accessLogMonths: values.KEEP_ACCESS_LOG_MONTHS,
    },
    turnBudgetMs: values.TURN_BUDGET_MS,
  }
}

function isKey(value: string): boolean {
  const bytes = Buffer.from(value, 'base64')
  const spelled = value.replaceAll('+', '-').replaceAll('/', '_').replace(/=$/, '')
  return bytes.length === 32 && bytes.toString('base64url') === spelled
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze)
    Object.freeze(value)
  }
  return value
}

/** The process's environment, with `.env` of the working folder read first where there is one; real variables win. */
export function readEnvironment(): Environment {
  try {
    process.loadEnvFile()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  return process.env
}

/** Whether `npm start` (or another script of the package) began this process. */
export function wasStartedByNpm(): boolean {
  return process.env.npm_lifecycle_event !== undefined
}
