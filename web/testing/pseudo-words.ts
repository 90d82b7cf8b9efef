import * as english from '../words/en/index.ts'
import { pseudoLocale } from './pseudo-locale.ts'

/** The pseudo catalogue as a module. A build uses it if `#words` is an alias of this file. */
export const {
  account,
  audit,
  auditLog,
  bulk,
  charts,
  common,
  customerBulk,
  customerDetails,
  customerPaste,
  customers,
  firstRun,
  handOver,
  home,
  hosting,
  hostingDialogs,
  installation,
  keys,
  mail,
  nextAction,
  notAllowed,
  onboarding,
  operations,
  palette,
  passkeys,
  portal,
  problems,
  reconciliation,
  roles,
  servers,
  session,
  setPassword,
  shell,
  status,
  team,
  timeline,
  twoFactor,
} = pseudoLocale(english)

export { language } from '../words/en/index.ts'
