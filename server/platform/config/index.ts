export { engineOf } from './engine.ts'
export { ConfigError, parseConfig } from './parse-config.ts'
export type { Config } from './settings.ts'
export { settingWarnings } from './warnings.ts'
