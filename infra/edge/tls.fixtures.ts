/** A certificate for localhost that nobody trusts, and its key: for the edge's tests only. */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUAflaJtZiRQP4QklqsJpUWdekoTQwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNjA5MjcxNFoYDzIxMjYxMTAy
MDkyNzE0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS4FjZFRkd29lut34gBquwm/U6QAQRma8kMQFeUwSz7dqenG9vqJSjo
m3b0m+xEILgMhpP0NHskiY1rcJAv3AwVo28wbTAdBgNVHQ4EFgQUuqCNzogKOHhA
rwUwA4tMhapJp40wHwYDVR0jBBgwFoAUuqCNzogKOHhArwUwA4tMhapJp40wDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgBg3RgnJUkfs6STdTHwtSXCj9f/mFDtWLPgD6Ov6hovUCIQCn
D2FDcyupM5bwOiy9hH4cKBb5zDSJnFOByxBlWXo18w==
-----END CERTIFICATE-----
`;

export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfZ0hY/ke20rIslJh
hdI2mRArqAkLf+7ik77yq2I4pFKhRANCAAS4FjZFRkd29lut34gBquwm/U6QAQRm
a8kMQFeUwSz7dqenG9vqJSjom3b0m+xEILgMhpP0NHskiY1rcJAv3AwV
-----END PRIVATE KEY-----
`;
