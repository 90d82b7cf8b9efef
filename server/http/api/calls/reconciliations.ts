import {
  getReconciliation,
  listReconciliations,
  reconcileServer,
  resolveFinding,
} from '#server/domain/reconciliation/index.ts'
import { os, verb } from '../implement.ts'

export const reconciliations = {
  run: os.reconciliations.run.handler(verb(reconcileServer)),
  list: os.reconciliations.list.handler(verb(listReconciliations)),
  get: os.reconciliations.get.handler(verb(getReconciliation)),
  resolve: os.reconciliations.resolve.handler(verb(resolveFinding)),
}
