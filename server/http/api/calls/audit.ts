import { exportAudit, listAudit } from '#server/domain/audit/index.ts'
import { asDownload, os, verb } from '../implement.ts'

export const audit = {
  list: os.audit.list.handler(verb(listAudit)),
  export: os.audit.export.handler(verb(async (ctx, input) => asDownload(await exportAudit(ctx, input)))),
}
