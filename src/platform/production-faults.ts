/** What a setting may be on the desk and not in production: missing, easily guessed, used twice, or sent in the clear. */
import { isWeakKey, isWeakPassword, PASSWORD_RULE } from './secret-strength.js'

/** Settings as the schema has read them. */
export type Settings = Readonly<Record<string, unknown>>

const REQUIRED = [
  'OPERATOR_NAME',
  'OPERATOR_CONTACT',
  'DATA_KEY',
  'SIGNING_KEY',
  'KAKAO_SKILL_KEY',
  'TALKTALK_WEBHOOK_KEY',
  'PUBLIC_URL',
]
/** 32 random bytes each. */
const KEYS = ['DATA_KEY', 'DATA_KEY_FORMER', 'SIGNING_KEY']
/** Chosen by the operator, and all that stands between a stranger and a door. */
const PASSWORDS = ['KAKAO_SKILL_KEY', 'TALKTALK_WEBHOOK_KEY', 'SOLAPI_WEBHOOK_SECRET', 'METRICS_TOKEN']
/** Given by a vendor: not ours to judge, but not to be used for anything else. */
const GIVEN = ['KAKAO_REST_API_KEY', 'TALKTALK_AUTHORIZATION', 'SOLAPI_API_KEY', 'SOLAPI_API_SECRET']

/** `NAME: what is wrong`, never with the value. */
export function faultsInProduction(settings: Settings): string[] {
  const missing = REQUIRED.filter(name => settings[name] === undefined)
  if (settings.SOLAPI_API_KEY && !settings.SOLAPI_WEBHOOK_SECRET) missing.push('SOLAPI_WEBHOOK_SECRET')
  return [
    ...missing.map(name => `${name}: required in production`),
    ...(settings.DEMO === '1' ? ['DEMO: demo data is refused in production'] : []),
    ...weakSecrets(settings),
    ...sharedSecrets(settings),
    ...openAddresses(settings),
  ]
}

function weakSecrets(settings: Settings): string[] {
  const weak = (names: readonly string[], isWeak: (value: string) => boolean, fault: string) =>
    names.filter(name => valuesOf(settings, name).some(isWeak)).map(name => `${name}: ${fault}`)
  return [
    ...weak(KEYS, isWeakKey, 'is no random key; make one with openssl rand -base64 32'),
    ...weak(PASSWORDS, isWeakPassword, PASSWORD_RULE),
  ]
}

/** Each secret serves one purpose: what leaks at one door must not open another. */
function sharedSecrets(settings: Settings): string[] {
  const seen = new Map<string, string>()
  const faults: string[] = []
  for (const name of [...KEYS, ...PASSWORDS, ...GIVEN])
    for (const value of valuesOf(settings, name)) {
      const secret = KEYS.includes(name) ? Buffer.from(value, 'base64').toString('base64') : value
      const earlier = seen.get(secret)
      if (earlier) faults.push(`${name}: must not be the same as ${earlier}`)
      seen.set(secret, name)
    }
  return faults
}

/** What is sent over these addresses is personal. Within this machine nobody listens. */
function openAddresses(settings: Settings): string[] {
  return Object.entries(settings)
    .filter(([name, value]) => name.endsWith('_URL') && name !== 'DATABASE_URL' && isOpen(name, value))
    .map(([name]) => `${name}: must be https in production`)
}

function isOpen(name: string, value: unknown): boolean {
  if (typeof value !== 'string' || !value.startsWith('http:')) return false
  return name === 'PUBLIC_URL' || !['127.0.0.1', '[::1]', 'localhost'].includes(new URL(value).hostname)
}

function valuesOf(settings: Settings, name: string): string[] {
  const value = settings[name]
  return (Array.isArray(value) ? value : [value]).filter(one => typeof one === 'string')
}
