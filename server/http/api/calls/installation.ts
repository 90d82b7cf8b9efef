import { decideInstallation, getInstallation } from '#server/domain/installation/index.ts'
import { os, verb } from '../implement.ts'

export const installation = {
  get: os.installation.get.handler(verb(getInstallation)),
  decide: os.installation.decide.handler(verb(decideInstallation)),
}
