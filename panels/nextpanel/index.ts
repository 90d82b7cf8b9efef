import type { PanelDriver } from '#panels/kit/index.ts'
import { connect } from './client.ts'
import { capabilities, connectionFields, passwordRule, usernameRule } from './rules.ts'

export const nextPanel: PanelDriver = {
  id: 'nextpanel',
  label: 'NextPanel',
  capabilities,
  usernameRule,
  passwordRule,
  connectionFields,
  connect,
}
