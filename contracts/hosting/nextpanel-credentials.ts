import { newPassword } from '../text.ts'
import { hostingUsername } from './username.ts'

// NextPanel's rules. They go once the verbs of hosting check a username and password by their server's driver.
export const checkedUsername = hostingUsername
  .regex(/^[a-z][a-z0-9]*$/, {
    error:
      'Hosting Username may hold only lower-case letters and digits and must start with a letter: no spaces or special characters.',
  })
  .max(32, 'Hosting Username can have at most 32 characters.')

export const checkedPassword = newPassword('Hosting Password')
