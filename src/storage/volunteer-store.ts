/** Volunteers: sealed at rest, found by keyed hashes. */
import type { Person } from '../domain/person.js'
import type { Cipher } from '../platform/cipher.js'
import { consents, type VolunteerRow, volunteers } from './tables-of-activity.js'
import type { Tx } from './transaction.js'

export interface Volunteer extends Person {
  readonly id: string
}

export interface VolunteerStore {
  find(tx: Tx, id: string): Promise<Volunteer | undefined>
  findByIdentity(tx: Tx, person: Person): Promise<Volunteer | undefined>
  /** Adds the person, or returns the one who is there already with the same name, birth date and phone. */
  findOrAdd(tx: Tx, person: Person, now: Date): Promise<Volunteer>
  /** Removes the person with their applications, records and tokens; seats they held are free again. */
  remove(tx: Tx, id: string): Promise<void>
  addConsent(tx: Tx, volunteerId: string, kind: string, version: string, now: Date): Promise<void>
}

export function createVolunteerStore(cipher: Cipher): VolunteerStore {
  const identityOf = ({ name, birth, phone }: Person) =>
    cipher.fingerprint('identity', [name.replace(/\s/g, ''), birth, phone].join('|'))
  const opened = (row: VolunteerRow): Volunteer => ({
    id: row.id,
    name: cipher.open(row.nameSealed),
    birth: cipher.open(row.birthSealed),
    phone: cipher.open(row.phoneSealed),
  })
  const one = async (tx: Tx, where: Partial<VolunteerRow>) => {
    const row = await tx.getRepository(volunteers).findOneBy(where)
    return row ? opened(row) : undefined
  }
  const store: VolunteerStore = {
    find: (tx, id) => one(tx, { id }),
    findByIdentity: (tx, person) => one(tx, { identityHash: identityOf(person) }),
    async findOrAdd(tx, person, now) {
      await tx.query(
        `INSERT INTO volunteers (name_sealed, birth_sealed, phone_sealed, identity_hash, phone_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (identity_hash) DO NOTHING`,
        [
          cipher.seal(person.name),
          cipher.seal(person.birth),
          cipher.seal(person.phone),
          identityOf(person),
          cipher.fingerprint('phone', person.phone),
          now,
        ],
      )
      return (await store.findByIdentity(tx, person))!
    },
    async remove(tx, id) {
      await tx.getRepository(volunteers).delete(id)
    },
    async addConsent(tx, volunteerId, kind, version, givenAt) {
      await tx.getRepository(consents).insert({ volunteerId, kind, version, givenAt })
    },
  }
  return store
}
