export { ConfigError, parseConfig } from './parse-config.ts'
export type { Config } from './settings.ts'
