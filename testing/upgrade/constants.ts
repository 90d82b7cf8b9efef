/**
 * The settings of the programs that made the databases. The panel must be at the same address again:
 * the sealed keys are bound to it. Ports below 32768 are not given to other programs at random.
 */
export const earlier = {
  secretKey: '6b6579206f6620746865206d61646520646174616261736573206f6620746573',
  panel: { host: '127.0.0.1', port: 21_613 },
  /** Its server is offline in the database. */
  secondPanel: { host: '127.0.0.1', port: 21_614 },
  apiKey: 'npk_made-databases-1',
  apiSecret: 'nps_made-databases-1',
  admin: { email: 'admin@example.com', password: 'admin-Password-1' },
  loginPassword: 'billing-Password-7',
  hostingPassword: 'hosting-Password-9',
}

/** Usernames of the hosting accounts, by their state when the program was killed. */
export const usernames = {
  active: 'anna',
  suspended: 'berta',
  /** The panel created it, and its response had not arrived. */
  running: 'dora',
  /** The panel was unavailable, and the operation waits for its next attempt. */
  waiting: 'emil',
}
