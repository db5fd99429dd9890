/** Volunteers: sealed at rest, found by keyed hashes. */
import { randomUUID } from 'node:crypto'
import { EntitySchema, type FindOptionsWhere, In } from 'typeorm'
import type { Person } from '../domain/person.js'
import { foldName } from '../domain/person-reading.js'
import type { Cipher, Place } from '../platform/cipher.js'
import { bytes, id, moment, nullable, text, uuid } from './columns.js'
import { columnsOf } from './select.js'
import { prepared } from './statements.js'
import type { Tx } from './transaction.js'

export interface VolunteerRow {
  id: string
  nameSealed: Buffer
  birthSealed: Buffer
  phoneSealed: Buffer
  identityHash: Buffer
  phoneHash: Buffer
  createdAt: Date
}
export const volunteers = new EntitySchema<VolunteerRow>({
  name: 'volunteers',
  columns: {
    id: id(),
    nameSealed: bytes({ name: 'name_sealed' }),
    birthSealed: bytes({ name: 'birth_sealed' }),
    phoneSealed: bytes({ name: 'phone_sealed' }),
    identityHash: bytes({ name: 'identity_hash' }),
    phoneHash: bytes({ name: 'phone_hash' }),
    createdAt: moment('created_at'),
  },
})

export interface ConsentRow {
  id: string
  volunteerId: string
  kind: string
  version: string
  givenAt: Date
  withdrawnAt: Date | null
}
export const consents = new EntitySchema<ConsentRow>({
  name: 'consents',
  columns: {
    id: id(),
    volunteerId: uuid({ name: 'volunteer_id' }),
    kind: text(),
    version: text(),
    givenAt: moment('given_at'),
    withdrawnAt: moment('withdrawn_at', nullable),
  },
})

const FIND = prepared('find_volunteer', `SELECT ${columnsOf(volunteers, 'v')} FROM volunteers v WHERE v.id = $1`)
const FIND_ALL = `SELECT ${columnsOf(volunteers, 'v')} FROM volunteers v WHERE v.id = ANY ($1)`

export interface Volunteer extends Person {
  readonly id: string
}

export interface VolunteerStore {
  find(tx: Tx, id: string): Promise<Volunteer | undefined>
  /** Those that are there, by their id. */
  findAll(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Volunteer>>
  /** `YYYY-MM-DD`, of what was read with something else. */
  openBirth(volunteerId: string, birthSealed: Buffer): string
  findByIdentity(tx: Tx, person: Person): Promise<Volunteer | undefined>
  /** Everybody who has this phone. */
  idsByPhone(tx: Tx, phone: string): Promise<string[]>
  /** Adds the person, or returns the one who is there already with the same name, birth date and phone. */
  findOrAdd(tx: Tx, person: Person, now: Date): Promise<Volunteer>
  addConsent(tx: Tx, volunteerId: string, kind: string, version: string, now: Date): Promise<void>
}

export function createVolunteerStore(cipher: Cipher): VolunteerStore {
  const opened = (row: VolunteerRow): Volunteer => ({
    id: row.id,
    name: cipher.open(row.nameSealed, placeOfPerson('name', row.id)),
    birth: cipher.open(row.birthSealed, placeOfPerson('birth', row.id)),
    phone: cipher.open(row.phoneSealed, placeOfPerson('phone', row.id)),
  })
  const one = async (tx: Tx, where: FindOptionsWhere<VolunteerRow>) => {
    const row = await tx.getRepository(volunteers).findOneBy(where)
    return row ? opened(row) : undefined
  }
  /** Who was kept while names counted as different by letter case or by a dash: found by the phone, and by the name from then on. */
  const recall = async (tx: Tx, person: Person) => {
    const phoneHash = In([...cipher.fingerprints('phone', person.phone)])
    const rows = await tx
      .getRepository(volunteers)
      .find({ where: { phoneHash }, order: { createdAt: 'ASC', id: 'ASC' } })
    const identity = spellIdentity(person)
    const known = rows.map(opened).find(one => spellIdentity(one) === identity)
    if (known)
      await tx.getRepository(volunteers).update(known.id, { identityHash: cipher.fingerprint('identity', identity) })
    return known
  }
  const store: VolunteerStore = {
    openBirth: (id, birthSealed) => cipher.open(birthSealed, placeOfPerson('birth', id)),
    async find(tx, id) {
      const [row]: VolunteerRow[] = await tx.query(FIND, [id])
      return row && opened(row)
    },
    async findAll(tx, ids) {
      const rows: VolunteerRow[] = await tx.query(FIND_ALL, [ids])
      return new Map(rows.map(row => [row.id, opened(row)]))
    },
    async findByIdentity(tx, person) {
      const identity = spellIdentity(person)
      return (await one(tx, { identityHash: In([...cipher.fingerprints('identity', identity)]) })) ?? recall(tx, person)
    },
    async idsByPhone(tx, phone) {
      const phoneHash = In([...cipher.fingerprints('phone', phone)])
      const rows = await tx.getRepository(volunteers).find({ where: { phoneHash }, select: { id: true } })
      return rows.map(({ id }) => id)
    },
    async findOrAdd(tx, person, now) {
      const known = await store.findByIdentity(tx, person)
      if (known) return known
      const id = randomUUID()
      await tx.query(
        `INSERT INTO volunteers (id, name_sealed, birth_sealed, phone_sealed, identity_hash, phone_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (identity_hash) DO NOTHING`,
        [id, ...sealedPerson(cipher, id, person), now],
      )
      return (await store.findByIdentity(tx, person))!
    },
    async addConsent(tx, volunteerId, kind, version, givenAt) {
      await tx.getRepository(consents).insert({ volunteerId, kind, version, givenAt })
    },
  }
  return store
}

/** What makes two people one: the letters of the name in any case, birth date and phone. */
export function spellIdentity({ name, birth, phone }: Person): string {
  return [foldName(name), birth, phone].join('|')
}

export function placeOfPerson(field: keyof Person, volunteerId: string): Place {
  return { table: 'volunteers', column: `${field}_sealed`, row: volunteerId }
}

/** Name, birth date, phone, then the hashes of identity and phone: as the columns stand in the table. */
export function sealedPerson(cipher: Cipher, id: string, person: Person): [Buffer, Buffer, Buffer, Buffer, Buffer] {
  return [
    cipher.seal(person.name, placeOfPerson('name', id)),
    cipher.seal(person.birth, placeOfPerson('birth', id)),
    cipher.seal(person.phone, placeOfPerson('phone', id)),
    cipher.fingerprint('identity', spellIdentity(person)),
    cipher.fingerprint('phone', person.phone),
  ]
}
