// What the service refuses whatever is asked: a tenant without a license, and more requests than the limits allow.
import type { Admit } from '../behaviours/pack.ts';
import { AnswerError } from '../errors/answer.ts';
import { setting } from './choices.ts';
import { throttle } from './throttling.ts';

export const admit: Admit = ({ request, world }) => {
  if (setting(world.world.settings, 'license') === 'none') {
    throw new AnswerError({ code: 'NOT_APPLICABLE', message: 'Request not applicable to target tenant.' });
  }
  throttle(world, '', /^(?:POST|PUT|PATCH|DELETE)$/.test(request.method));
};
