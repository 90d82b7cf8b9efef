import {
  type Config,
  ConfigError,
  nearbySetting,
  parseConfig,
  settingWarnings,
} from '#server/platform/config/index.ts'
import { type Finding, failed, ok, warning } from './finding.ts'

const page = 'Correct it in the environment of the program. docs/settings.md describes every setting.'

/** Checks the settings with the parser of the program. Without a config, nothing else can be checked. */
export function checkConfiguration(env: NodeJS.ProcessEnv): { config: Config | null; findings: Finding[] } {
  const misspelled = Object.keys(env).flatMap((name) => {
    const meant = nearbySetting(name)
    return meant === null
      ? []
      : [warning('configuration', `${name} is not a setting, so it has no effect.`, `Did you mean ${meant}?`)]
  })
  try {
    const config = parseConfig(env)
    const insecure = settingWarnings(config, { isRoot: process.getuid?.() === 0, hasStaff: false })
    const findings = [...misspelled, ...insecure.map((message) => warning('configuration', message, page))]
    const valid = ok('configuration', `All settings are valid. The role is ${config.role}.`)
    return { config, findings: [valid, ...findings] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const invalid = error.problems.map((problem) => failed('configuration', problem, page))
    return { config: null, findings: [...invalid, ...misspelled] }
  }
}
