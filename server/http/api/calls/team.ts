import {
  changeMember,
  changeTeamSettings,
  createMemberLink,
  endMemberSessions,
  inviteMember,
  listTeam,
  removeMember,
  resetMemberFactors,
} from '#server/domain/team/index.ts'
import { os, verb } from '../implement.ts'

export const team = {
  list: os.team.list.handler(verb(listTeam)),
  invite: os.team.invite.handler(verb(inviteMember)),
  change: os.team.change.handler(verb(changeMember)),
  remove: os.team.remove.handler(verb(removeMember)),
  passwordLink: os.team.passwordLink.handler(verb(createMemberLink)),
  endSessions: os.team.endSessions.handler(verb(endMemberSessions)),
  resetFactors: os.team.resetFactors.handler(verb(resetMemberFactors)),
  changeSettings: os.team.changeSettings.handler(verb(changeTeamSettings)),
}
