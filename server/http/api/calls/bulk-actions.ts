import {
  cancelBulkAction,
  createBulkAction,
  getBulkAction,
  listBulkActions,
  listBulkRows,
  pauseBulkAction,
  resumeBulkAction,
  startBulkAction,
  watchBulkAction,
} from '#server/domain/bulk-actions/index.ts'
import { os, stream, verb } from '../implement.ts'

export const bulkActions = {
  create: os.bulkActions.create.handler(verb(createBulkAction)),
  list: os.bulkActions.list.handler(verb(listBulkActions)),
  get: os.bulkActions.get.handler(verb(getBulkAction)),
  start: os.bulkActions.start.handler(verb(startBulkAction)),
  pause: os.bulkActions.pause.handler(verb(pauseBulkAction)),
  resume: os.bulkActions.resume.handler(verb(resumeBulkAction)),
  cancel: os.bulkActions.cancel.handler(verb(cancelBulkAction)),
  rows: os.bulkActions.rows.handler(verb(listBulkRows)),
  events: os.bulkActions.events.handler(stream(watchBulkAction)),
}
