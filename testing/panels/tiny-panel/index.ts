import type { PanelDriver } from '#panels/kit/index.ts'
import { connect } from './client.ts'
import { description } from './description.ts'

export const tinyPanel: PanelDriver = { ...description, connect }
