export interface Person {
  email: string
  fullName: string
  companyName?: string
  password: string
  /** The form's suggestion for the email. */
  username: string
  hostingPassword: string
}

let made = 0

/** A unique person for this run: another implementation's panel may keep earlier runs. */
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
