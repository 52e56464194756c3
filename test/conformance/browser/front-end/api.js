// The requests of the page. The API is on another origin, and every request has a token and the cookies.
const base = import.meta.env.VITE_API;
const token = sessionStorage.getItem('token') ?? 'ada';

/** An error of the API, or no response. */
export class ApiError extends Error {
  constructor(status, body, retryAfter) {
    super(body?.message ?? 'No response');
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** @returns the body of the response */
export async function request(path, { method = 'GET', body } = {}) {
  const response = await fetch(`${base}${path}`, {
    method,
    credentials: 'include',
    headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  }).catch(() => {
    throw new ApiError(0);
  });
  const value = await response.json();
  if (!response.ok) throw new ApiError(response.status, value, response.headers.get('retry-after'));
  return value;
}
