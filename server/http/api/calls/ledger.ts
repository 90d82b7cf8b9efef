import { listLedger, readBalance } from '#server/domain/ledger/index.ts'
import { os, verb } from '../implement.ts'

export const ledger = {
  list: os.ledger.list.handler(verb(listLedger)),
  balance: os.ledger.balance.handler(verb(readBalance)),
}
