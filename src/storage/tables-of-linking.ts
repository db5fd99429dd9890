/** The tables of linking a messenger account as TypeORM knows them. */
import { EntitySchema } from 'typeorm'

export interface PhoneCodeRow {
  linkHash: Buffer
  codeHash: Buffer
  applicantSealed: Buffer
  /** The browser in which it was asked for. */
  askedBy: Buffer | null
  tries: number
  createdAt: Date
  expiresAt: Date
}
export const phoneCodes = new EntitySchema<PhoneCodeRow>({
  name: 'phone_codes',
  columns: {
    linkHash: { type: 'bytea', name: 'link_hash', primary: true },
    codeHash: { type: 'bytea', name: 'code_hash' },
    applicantSealed: { type: 'bytea', name: 'applicant_sealed' },
    askedBy: { type: 'bytea', name: 'asked_by', nullable: true },
    tries: { type: 'smallint' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
  },
})

export interface LinkingRow {
  linkHash: Buffer
  pairingHash: Buffer
  /** Two digits that stand in the chat and on the page. */
  number: string
  codesSent: number
  /** Keyed hashes of the phones that codes were sent to. */
  phones: Buffer[]
  refused: 'under-14' | 'stopped' | null
  /** The browser that finished it. */
  linkedBy: Buffer | null
}
export const linkings = new EntitySchema<LinkingRow>({
  name: 'linkings',
  columns: {
    linkHash: { type: 'bytea', name: 'link_hash', primary: true },
    pairingHash: { type: 'bytea', name: 'pairing_hash' },
    number: { type: 'text' },
    codesSent: { type: 'smallint', name: 'codes_sent', default: 0 },
    phones: { type: 'bytea', array: true, default: '{}' },
    refused: { type: 'text', nullable: true },
    linkedBy: { type: 'bytea', name: 'linked_by', nullable: true },
  },
})
