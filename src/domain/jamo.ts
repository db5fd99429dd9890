/**
 * Hangul taken apart into letters, so that a trigram index sees words of two syllables: `pg_trgm` on whole syllables needs three of
 * them and reads every row for shorter words (봉사 → ㅂㅗㅇㅅㅏ).
 */
import { disassemble } from 'es-hangul'

export function toJamo(text: string): string {
  return disassemble(
    text
      .normalize('NFC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ''),
  )
}
