/** Every sealed value of a database, opened: what a holder of the key, or of the disk, could read. */
import type { DataSource } from 'typeorm'
import type { Cipher } from '../../src/platform/cipher.js'
import { placeOf, SEALED_TABLES } from '../../src/storage/sealed-columns.js'

export interface SealedValue {
  /** `volunteers.name_sealed` */
  readonly column: string
  readonly sealed: Buffer
  /** Undefined when this key does not open it where it lies. */
  readonly text: string | undefined
}

export async function sealedValuesIn(dataSource: DataSource, cipher: Pick<Cipher, 'open'>): Promise<SealedValue[]> {
  const values: SealedValue[] = []
  for (const listed of SEALED_TABLES) {
    const rows: Record<string, unknown>[] = await dataSource.query(`SELECT * FROM ${listed.table}`)
    for (const row of rows)
      for (const column of listed.sealed.filter(name => row[name] !== null)) {
        const sealed = row[column] as Buffer
        values.push({
          column: `${listed.table}.${column}`,
          sealed,
          text: opened(cipher, sealed, placeOf(listed, column, row)),
        })
      }
  }
  return values
}

function opened(cipher: Pick<Cipher, 'open'>, ...value: Parameters<Cipher['open']>): string | undefined {
  try {
    return cipher.open(...value)
  } catch {
    return undefined
  }
}
