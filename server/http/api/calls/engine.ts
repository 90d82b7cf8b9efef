import { getEngine, pauseEngine, resumeEngine } from '#server/domain/operations/index.ts'
import { os, verb } from '../implement.ts'

export const engine = {
  get: os.engine.get.handler(verb(getEngine)),
  pause: os.engine.pause.handler(verb(pauseEngine)),
  resume: os.engine.resume.handler(verb(resumeEngine)),
}
