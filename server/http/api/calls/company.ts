import {
  changeCompany,
  changeLogo,
  changeNumbering,
  changePaymentTerms,
  getBillingSettings,
  getLogo,
  removeLogo,
} from '#server/domain/company/index.ts'
import { os, verb } from '../implement.ts'

export const company = {
  settings: os.company.settings.handler(verb(getBillingSettings)),
  change: os.company.change.handler(verb(changeCompany)),
  changeTerms: os.company.changeTerms.handler(verb(changePaymentTerms)),
  changeNumbering: os.company.changeNumbering.handler(verb(changeNumbering)),
  logo: os.company.logo.handler(verb(getLogo)),
  changeLogo: os.company.changeLogo.handler(verb(changeLogo)),
  removeLogo: os.company.removeLogo.handler(verb(removeLogo)),
}
