export { beginOnboarding, onboardCustomer } from './onboard.ts'
export { validateNewCustomer } from './validate.ts'
