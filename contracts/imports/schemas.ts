import { z } from 'zod'
import { csvSeparators } from '../customers/csv-separator.ts'
import { fieldProblem } from '../problem.ts'
import { longWorkProgress } from '../progress.ts'
import { id, pageCursor, pageLimit, requiredLineOfText, timestamp } from '../text.ts'
import { importFields, importPresets, importRowStates, importStatuses } from './fields.ts'

const wholeNumber = z.number().int()

export const importField = z.enum(importFields, {
  error: `Each column can be one of: ${importFields.join(', ')}.`,
})

/** How the text of the file was read. */
export const fileEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'latin-1'] as const
export type FileEncoding = (typeof fileEncodings)[number]

export const importColumn = z.object({
  name: z.string(),
  /** Its first values that are not empty, at most 3. Empty for a column of passwords. */
  samples: z.array(z.string()),
  /** The same as the first of `samples`, or "". */
  sample: z.string(),
  /** Null: the column is not used. */
  mappedTo: importField.nullable(),
})
export type ImportColumn = z.infer<typeof importColumn>

/** `hosting`: what happens besides creating the customer. `adopt` never creates an account on a panel. */
export const importDefaults = z.object({
  hosting: z.enum(['none', 'create', 'adopt'], {
    error: 'hosting must be one of: none, create, adopt.',
  }),
  /** For rows without a server of their own. `auto`: the server with the most room, chosen for each row. */
  serverId: z
    .union([z.literal('auto'), id('serverId')], { error: 'serverId must be the id of a server, or auto.' })
    .optional(),
  /**
   * `file`: passwords from the file; one that is missing is an error. `generate`: a password for each new login and
   * account. `link`: customers set their own with a link; hosting passwords are generated.
   */
  passwords: z.enum(['file', 'generate', 'link'], {
    error: 'passwords must be one of: file, generate, link.',
  }),
})
export type ImportDefaults = z.infer<typeof importDefaults>

export const importCounts = z.object({
  total: wholeNumber,
  ...(Object.fromEntries(importRowStates.map((state) => [state, wholeNumber])) as {
    [State in (typeof importRowStates)[number]]: typeof wholeNumber
  }),
  /** Of the running rows: those that wait for a server in trouble. They continue automatically when it works again. */
  waiting: wholeNumber,
})
export type ImportCounts = z.infer<typeof importCounts>

/** Rows with the same problem. */
export const importProblem = z.object({
  field: z.string(),
  code: z.string(),
  /** Of one of the rows. */
  message: z.string(),
  rows: wholeNumber,
  /** The number of the first row. */
  firstRow: wholeNumber,
})
export type ImportProblem = z.infer<typeof importProblem>

export const importSummary = z.object({
  id: z.string(),
  status: z.enum(importStatuses),
  fileName: z.string(),
  /** From a reconciliation of this server, instead of a file. */
  fromServerId: z.string().nullable(),
  counts: importCounts,
  progress: longWorkProgress,
  /** Why it was paused without a request, for example because its starter was disabled. */
  pausedBecause: z.string().nullable(),
  createdBy: z.string(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  endedAt: timestamp.nullable(),
})
export type ImportSummary = z.infer<typeof importSummary>

export const importDetails = importSummary.extend({
  encoding: z.enum(fileEncodings),
  separator: z.enum(csvSeparators),
  /** The system whose export the column names resemble. */
  preset: z.enum(importPresets),
  columns: z.array(importColumn),
  defaults: importDefaults,
  /** Of invalid and failed rows, the most frequent first, at most 50. */
  problems: z.array(importProblem),
  /** Until when the file's passwords and the generated ones are kept. Null: not ended, or erased. */
  secretsErasedAt: timestamp.nullable(),
  credentials: z.object({
    /** Rows with a generated password or a link that was not downloaded yet. */
    waiting: wholeNumber,
    downloadedAt: timestamp.nullable(),
    downloadedBy: z.string().nullable(),
  }),
})
export type ImportDetails = z.infer<typeof importDetails>

export const importUpload = z.object({
  fileName: requiredLineOfText('fileName', { max: 200 }),
})

export const importChange = z.object({
  /** For each column: the field, or null. Columns that are not named keep theirs. */
  mapping: z.record(z.string().max(1000), importField.nullable()).optional(),
  defaults: importDefaults.partial().optional(),
})
export type ImportChange = z.infer<typeof importChange>

export const importRow = z.object({
  /** As a spreadsheet counts: the line of column names is 1. */
  number: wholeNumber,
  state: z.enum(importRowStates),
  email: z.string().nullable(),
  fullName: z.string().nullable(),
  username: z.string().nullable(),
  serverName: z.string().nullable(),
  customerId: z.string().nullable(),
  accountId: z.string().nullable(),
  operationId: z.string().nullable(),
  /** `field` is "" for a problem of the whole row. A running row has one while it waits for a server in trouble. */
  errors: z.array(fieldProblem.omit({ path: true }).extend({ field: z.string() })),
})
export type ImportRow = z.infer<typeof importRow>

const rowState = z.enum(importRowStates, { error: `state must be one of: ${importRowStates.join(', ')}.` })

export const importRowQuery = z.object({
  state: rowState.optional(),
  /** Only rows with a problem of this code. */
  code: z.string().max(100).optional(),
  limit: pageLimit,
  cursor: pageCursor.optional(),
})
export type ImportRowQuery = z.infer<typeof importRowQuery>

export const importRowPage = z.object({ items: z.array(importRow), nextCursor: z.string().nullable() })

/** `failed` has the failed and the invalid rows: those to correct and upload again. */
export const importRowFileQuery = z.object({
  state: z.enum(['failed', 'done'], { error: 'state must be failed or done.' }).default('failed'),
})

export const importQuery = z.object({ limit: pageLimit, cursor: pageCursor.optional() })
export type ImportQuery = z.infer<typeof importQuery>
export const importPage = z.object({ items: z.array(importSummary), nextCursor: z.string().nullable() })
