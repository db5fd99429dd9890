/** The kinds of columns that tables are made of. */
import type { EntitySchemaColumnOptions } from 'typeorm'
import { present } from '../platform/present.js'

export const nullable = { nullable: true } as const
export const uuid = (options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions => ({
  type: 'uuid',
  ...options,
})
export const text = (options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions => ({
  type: 'text',
  ...options,
})
export const bytes = (options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions => ({
  type: 'bytea',
  ...options,
})
export const json = (): EntitySchemaColumnOptions => ({ type: 'jsonb' })
export const flag = (): EntitySchemaColumnOptions => ({ type: 'boolean', default: false })
export const count = (type: 'integer' | 'smallint' = 'integer'): EntitySchemaColumnOptions => ({ type })
export const moment = (name: string, options: Partial<EntitySchemaColumnOptions> = {}): EntitySchemaColumnOptions => ({
  type: 'timestamptz',
  name,
  ...options,
})
export const id = (): EntitySchemaColumnOptions => uuid({ primary: true, generated: 'uuid' })
export const serial = (): EntitySchemaColumnOptions => ({
  type: 'bigint',
  primary: true,
  generated: 'increment',
})
export const optional = (name?: string) => present({ nullable: true, name })
