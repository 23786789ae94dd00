/** Where the services of the sample are in the portal. */
export const TABS = {
  productpage: '/catalog/default/component/productpage/mesh',
  reviews: '/catalog/default/component/reviews/mesh',
};
