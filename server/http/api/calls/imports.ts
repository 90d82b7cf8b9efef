import {
  cancelImport,
  changeImport,
  checkImport,
  exportImportCredentials,
  exportImportRows,
  getImport,
  importFromServer,
  listImportRows,
  listImports,
  pauseImport,
  resumeImport,
  startImport,
  uploadImport,
  watchImport,
} from '#server/domain/imports/index.ts'
import { asDownload, os, stream, verb } from '../implement.ts'
import { refuseUnstorableText } from '../unstorable-text.ts'

export const imports = {
  create: os.imports.create.handler(({ context, input }) => {
    refuseUnstorableText(input)
    return uploadImport(context.ctx, input, context.upload)
  }),
  createFromServer: os.imports.createFromServer.handler(verb(importFromServer)),
  list: os.imports.list.handler(verb(listImports)),
  get: os.imports.get.handler(verb(getImport)),
  change: os.imports.change.handler(verb(changeImport)),
  check: os.imports.check.handler(verb(checkImport)),
  start: os.imports.start.handler(verb(startImport)),
  pause: os.imports.pause.handler(verb(pauseImport)),
  resume: os.imports.resume.handler(verb(resumeImport)),
  cancel: os.imports.cancel.handler(verb(cancelImport)),
  rows: os.imports.rows.handler(verb(listImportRows)),
  rowFile: os.imports.rowFile.handler(async (call) => asDownload(await verb(exportImportRows)(call))),
  credentials: os.imports.credentials.handler(async (call) =>
    asDownload(await verb(exportImportCredentials)(call)),
  ),
  events: os.imports.events.handler(stream(watchImport)),
}
