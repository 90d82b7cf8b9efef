import { changeTaxRate, createTaxRate, listTaxRates, removeTaxRate } from '#server/domain/taxes/index.ts'
import { os, verb } from '../implement.ts'

export const taxes = {
  list: os.taxes.list.handler(verb(listTaxRates)),
  create: os.taxes.create.handler(verb(createTaxRate)),
  change: os.taxes.change.handler(verb(changeTaxRate)),
  remove: os.taxes.remove.handler(verb(removeTaxRate)),
}
