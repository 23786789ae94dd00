export { ONBOARDING_FIELD_MANAGER } from './onboardingSteps';
export { planOnboarding } from './planOnboarding';
