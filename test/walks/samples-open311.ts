import { REGULATION } from '../support/factories.ts';
import type { Sample } from './samples.ts';

const sent = () => ({
  service_code: REGULATION,
  description: 'Đèn đường trước số 7 tắt đã hai tuần, xin sửa sớm.',
  first_name: 'Lan',
  email: 'lan@kin.example',
});

function samplesIn(format: 'json' | 'xml'): Record<string, Sample> {
  return {
    [`GET /open311/discovery.${format}`]: {},
    [`GET /open311/v2/services.${format}`]: {},
    [`GET /open311/v2/services/:service.${format}`]: { params: async () => ({ service: REGULATION }) },
    [`GET /open311/v2/requests.${format}`]: {},
    [`GET /open311/v2/requests/:code.${format}`]: { item: {} },
    [`GET /open311/v2/tokens/:code.${format}`]: { item: {} },
    [`POST /open311/v2/requests.${format}`]: { fields: sent },
  };
}

export const open311Samples: Record<string, Sample> = { ...samplesIn('json'), ...samplesIn('xml') };
