export { beginOnboarding, type OnboardedRefs, onboardCustomer } from './onboard.ts'
export { validateNewCustomer } from './validate.ts'
