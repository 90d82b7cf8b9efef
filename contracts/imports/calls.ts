import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { byId, callsOf } from '../call.ts'
import { csvFile } from '../text.ts'
import {
  importChange,
  importDetails,
  importPage,
  importQuery,
  importRowFileQuery,
  importRowPage,
  importRowQuery,
  importUpload,
} from './schemas.ts'

const { get, post, patch } = callsOf('Imports')

const download = z.object({ headers: z.record(z.string(), z.string()), body: csvFile })

export const imports = {
  create: post(
    '/v1/imports',
    'Upload a CSV file of customers: the body is the file, up to 100,000 rows and 64 MiB',
    'imports.write',
    { status: 201, upload: 'text/csv' },
  )
    .input(importUpload)
    .output(importDetails),
  createFromServer: post(
    '/v1/reconciliations/{id}/import',
    'Prepare an import of the accounts that a reconciliation found on the server and that are not ours',
    'imports.write',
    { status: 201 },
  )
    .input(byId)
    .output(importDetails),
  list: get('/v1/imports', 'List imports, newest first', 'imports.read')
    .input(importQuery)
    .output(importPage),
  get: get('/v1/imports/{id}', 'Get an import with its columns and problems', 'imports.read')
    .input(byId)
    .output(importDetails),
  change: patch(
    '/v1/imports/{id}',
    'Map columns and choose what the import does; the rows must then be checked again',
    'imports.write',
  )
    .input(importChange.extend(byId.shape))
    .output(importDetails),
  check: post(
    '/v1/imports/{id}/check',
    'Check every row by the code that imports it; creates nothing',
    'imports.write',
  )
    .input(byId)
    .output(importDetails),
  start: post('/v1/imports/{id}/start', 'Import the valid rows', 'imports.write')
    .input(byId)
    .output(importDetails),
  pause: post('/v1/imports/{id}/pause', 'Begin no further rows', 'imports.write')
    .input(byId)
    .output(importDetails),
  resume: post('/v1/imports/{id}/resume', 'Continue a paused import', 'imports.write')
    .input(byId)
    .output(importDetails),
  cancel: post(
    '/v1/imports/{id}/cancel',
    'Begin no further rows, for good; nothing is undone',
    'imports.write',
  )
    .input(byId)
    .output(importDetails),
  rows: get('/v1/imports/{id}/rows', 'List the rows of an import', 'imports.read')
    .input(importRowQuery.extend(byId.shape))
    .output(importRowPage),
  rowFile: get(
    '/v1/imports/{id}/rows.csv',
    'Download rows as CSV with the columns of the file; failed and invalid rows have their reason',
    'imports.write',
    { detailed: true, recent: true },
  )
    .input(importRowFileQuery.extend(byId.shape))
    .output(download),
  credentials: post(
    '/v1/imports/{id}/credentials.csv',
    'Download the generated passwords and links as CSV, once; they are then erased here',
    'imports.write',
    { detailed: true, recent: true },
  )
    .input(byId)
    .output(download),
  events: get(
    '/v1/imports/{id}/events',
    'Stream the import on every change, as server-sent events',
    'imports.read',
  )
    .input(byId)
    .output(eventIterator(importDetails)),
}
