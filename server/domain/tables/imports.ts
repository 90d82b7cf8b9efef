import { sql } from 'drizzle-orm'
import {
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { csvSeparators } from '#contracts/customers/csv-separator.ts'
import { importPresets, importRowStates, importStatuses } from '#contracts/imports/fields.ts'
import {
  fileEncodings,
  type ImportColumn,
  type ImportCounts,
  type ImportDefaults,
} from '#contracts/imports/schemas.ts'
import type { StaffRole } from '#contracts/roles.ts'
import { customers } from './customers.ts'
import { hostingAccounts } from './hosting-accounts.ts'
import { servers } from './servers.ts'

const time = () => timestamp({ withTimezone: true, precision: 3 })

/** The staff user who started an import. Its rows are written in this name. */
export interface ImportStarter {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: StaffRole
  readonly tokenId?: string
  /** Time of the start or of the last resume. */
  readonly at?: string
}

export interface ImportRowError {
  readonly field: string
  readonly code: string
  readonly message: string
}

/** One file of customers, or the accounts that a reconciliation found. */
export const imports = pgTable(
  'imports',
  {
    id: uuid().primaryKey(),
    status: text({ enum: importStatuses }).notNull(),
    fileName: text().notNull(),
    /** The accounts that a reconciliation found on this server, instead of a file. */
    fromServerId: uuid().references(() => servers.id),
    encoding: text({ enum: fileEncodings }).notNull().default('utf-8'),
    separator: text({ enum: csvSeparators }).notNull().default('comma'),
    preset: text({ enum: importPresets }).notNull().default('generic'),
    columns: jsonb().$type<Pick<ImportColumn, 'name' | 'mappedTo'>[]>().notNull(),
    defaults: jsonb().$type<ImportDefaults>().notNull(),
    /** Kept by the process that works on it, about once a second. */
    counts: jsonb().$type<ImportCounts>().notNull(),
    /** The last row that was checked. */
    checkedTo: integer().notNull().default(0),
    rowsPerSecond: doublePrecision(),
    /** Why it was paused without a request, as a sentence. */
    pausedBecause: text(),
    createdBy: text().notNull(),
    startedBy: jsonb().$type<ImportStarter>(),
    /** Identifies the process that works on it. A write without this token is refused. */
    leaseToken: uuid(),
    leaseUntil: time(),
    credentialsDownloadedAt: time(),
    credentialsDownloadedBy: text(),
    secretsErasedAt: time(),
    /** Null while the file is being received: such an import is in no list. */
    uploadedAt: time(),
    startedAt: time(),
    endedAt: time(),
    createdAt: time().notNull(),
    updatedAt: time().notNull(),
  },
  (t) => [index('imports_created_at').on(t.createdAt, t.id), index('imports_status').on(t.status)],
)

/** A row of an import. It becomes `running` or `done` in the statement that writes its customer or account. */
export const importRows = pgTable(
  'import_rows',
  {
    importId: uuid()
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    /** As a spreadsheet counts: the line of column names is 1. */
    number: integer().notNull(),
    state: text({ enum: importRowStates }).notNull().default('pending'),
    /** The cells as JSON, encrypted, because a column may have passwords. Null: erased. */
    cellsSealed: text(),
    email: text(),
    fullName: text(),
    username: text(),
    serverId: uuid().references(() => servers.id),
    /** Of every fact that the row asks for, under a key of this installation. The same row is imported only once. */
    contentHash: text(),
    /** The set-password link, if one was made. */
    linkId: uuid(),
    /** Generated passwords as JSON, encrypted, until they are downloaded. */
    credentialsSealed: text(),
    customerId: uuid().references(() => customers.id),
    accountId: uuid().references(() => hostingAccounts.id),
    operationId: uuid(),
    errors: jsonb().$type<readonly ImportRowError[]>().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.importId, t.number] }),
    index('import_rows_state').on(t.importId, t.state, t.number),
    index('import_rows_email').on(t.importId, t.email),
    index('import_rows_content').on(t.contentHash).where(sql`state in ('done', 'failed', 'running')`),
    index('import_rows_customer').on(t.customerId),
  ],
)
