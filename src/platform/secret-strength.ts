/** Which secrets are too weak: keys that are no random bytes, passwords of doors that follow a pattern. Random ones are refused once in 10,000 at most. */

const PASSWORD_LENGTH = 16
const LEAST_DIFFERENT_LETTERS = 6
/** Of 32 random bytes some 30 differ. */
const LEAST_DIFFERENT_BYTES = 20
/** So often the same byte comes by chance only once in 10⁷ keys. */
const MOST_OF_ONE_BYTE = 6
/** The longest piece that is looked for at the beginning and again behind it. */
const LONGEST_PIECE = 24
/** A row in which letters follow each other: the alphabet, digits, a keyboard. */
const ROWS = ['0123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'] as const
/** This much of a password may be one piece said again, or letters that follow each other. */
const MOST_ALIKE = 0.7

export const PASSWORD_RULE = `needs at least ${PASSWORD_LENGTH} letters that nobody guesses`

/** @param base64 32 bytes. */
export function isWeakKey(base64: string): boolean {
  const bytes = [...Buffer.from(base64, 'base64')]
  const rows = [bytes, stepsOf(bytes), stepsOf(stepsOf(bytes))]
  return rows.some(isMonotonous) || isTyped(base64) || isText(bytes) || pieces(bytes).some(alike => alike === 1)
}

export function isWeakPassword(value: string): boolean {
  const letters = [...value.toLowerCase()]
  const { length } = letters
  const most = Math.max(0, ...countsOf(letters))
  const saidAgain = pieces(letters, Math.floor(length / 2))
  return (
    length < PASSWORD_LENGTH ||
    new Set(letters).size < LEAST_DIFFERENT_LETTERS ||
    most > length / 2 ||
    [...saidAgain, followingPart(letters)].some(alike => alike >= MOST_ALIKE)
  )
}

function stepsOf(bytes: readonly number[]): number[] {
  return bytes.map((byte, at) => (bytes[(at + 1) % bytes.length]! - byte + 256) % 256)
}

function isMonotonous(bytes: readonly number[]): boolean {
  return new Set(bytes).size < LEAST_DIFFERENT_BYTES || Math.max(...countsOf(bytes)) > MOST_OF_ONE_BYTE
}

/** Typed by hand: of 43 random letters some are capital and some are not. */
function isTyped(base64: string): boolean {
  return !/[a-z]/.test(base64) || !/[A-Z]/.test(base64)
}

/** The base64 of something that can be read, in whatever language. */
function isText(bytes: readonly number[]): boolean {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes)) !== ''
  } catch {
    return false
  }
}

/** For every length of a piece at the beginning: how much of the rest says it again. */
function pieces(row: readonly unknown[], longest = LONGEST_PIECE): number[] {
  return Array.from({ length: longest }, (_, at) => at + 1).map(size => {
    const rest = row.slice(size)
    return rest.filter((item, at) => item === row[at]).length / rest.length
  })
}

/** How much of it are letters that follow each other. */
function followingPart(letters: readonly string[]): number {
  const follows = (row: string) =>
    letters.slice(1).filter((letter, at) => {
      const [one, other] = [row.indexOf(letters[at]!), row.indexOf(letter)]
      const step = (other - one + row.length) % row.length
      return one >= 0 && other >= 0 && (step === 1 || step === row.length - 1)
    }).length
  return Math.max(...ROWS.map(follows)) / (letters.length - 1)
}

function countsOf(row: readonly unknown[]): number[] {
  const counts = new Map<unknown, number>()
  for (const item of row) counts.set(item, (counts.get(item) ?? 0) + 1)
  return [...counts.values()]
}
