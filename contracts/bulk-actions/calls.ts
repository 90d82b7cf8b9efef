import { eventIterator } from '@orpc/contract'
import { byId, callsOf } from '../call.ts'
import {
  bulkActionDetails,
  bulkActionPage,
  bulkActionQuery,
  bulkRowPage,
  bulkRowQuery,
  bulkStart,
  newBulkAction,
} from './schemas.ts'

const { get, post } = callsOf('Bulk actions')

export const bulkActions = {
  create: post(
    '/v1/bulk-actions',
    'Prepare an action on many: fixes the rows and checks each; changes nothing until it is started',
    'bulk-actions.write',
    { status: 201 },
  )
    .input(newBulkAction)
    .output(bulkActionDetails),
  list: get('/v1/bulk-actions', 'List bulk actions, newest first', 'bulk-actions.read')
    .input(bulkActionQuery)
    .output(bulkActionPage),
  get: get('/v1/bulk-actions/{id}', 'Get a bulk action with its counts', 'bulk-actions.read')
    .input(byId)
    .output(bulkActionDetails),
  start: post(
    '/v1/bulk-actions/{id}/start',
    'Act on the rows; a large suspension needs their number as confirm',
    'bulk-actions.write',
    // Only a large suspension has it.
    { recent: ['confirm'], fieldAccess: { confirm: 'hosting.suspend' } },
  )
    .input(bulkStart.extend(byId.shape))
    .output(bulkActionDetails),
  pause: post('/v1/bulk-actions/{id}/pause', 'Begin no further rows', 'bulk-actions.write')
    .input(byId)
    .output(bulkActionDetails),
  resume: post(
    '/v1/bulk-actions/{id}/resume',
    'Continue a paused bulk action in the name of the caller',
    'bulk-actions.write',
  )
    .input(byId)
    .output(bulkActionDetails),
  cancel: post(
    '/v1/bulk-actions/{id}/cancel',
    'Begin no further rows, for good; nothing is undone',
    'bulk-actions.write',
  )
    .input(byId)
    .output(bulkActionDetails),
  rows: get('/v1/bulk-actions/{id}/rows', 'List the rows of a bulk action', 'bulk-actions.read')
    .input(bulkRowQuery.extend(byId.shape))
    .output(bulkRowPage),
  events: get(
    '/v1/bulk-actions/{id}/events',
    'Stream the bulk action on every change, as server-sent events',
    'bulk-actions.read',
  )
    .input(byId)
    .output(eventIterator(bulkActionDetails)),
}
