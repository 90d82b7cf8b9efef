export interface Person {
  email: string
  fullName: string
  companyName?: string
  password: string
  /** What the form suggests for the address. */
  username: string
  hostingPassword: string
}

let made = 0

/** A person of this run alone: another implementation's panel may remember earlier runs. */
export function newPerson(name = 'Ada Lovelace'): Person {
  made += 1
  const stamp = `${Date.now().toString(36)}${process.pid.toString(36)}${made}`
  const prefix = `${
    name
      .split(' ')[0]
      ?.toLowerCase()
      .replace(/[^a-z]/g, '') || 'person'
  }${stamp}`
  return {
    email: `${prefix}@example.com`,
    fullName: name,
    password: `login-${stamp}-Password`,
    username: prefix,
    hostingPassword: `hosting-${stamp}-Password`,
  }
}
