export { changeMember } from './change.ts'
export { createMemberLink, inviteMember } from './invite.ts'
export { listTeam } from './read.ts'
export { endMemberSessions, removeMember } from './remove.ts'
